import { listOf } from "../collection-kind.ts";
import type { Value } from "../value.ts";
import { failure } from "./define.ts";

const FIELD = /"((?:[^"]|"")*)"(?=,|\r?\n|$)|([^",\r\n]*)(?=,|\r?\n|$)/y;

/** `csvdecode`: the first row names the columns, each other row is an object of texts. Throws TerraformError. */
export function decodeCsv(text: string): Value {
  const [header, ...rows] = readRows(text);
  if (header === undefined) throw failure("missing header line");
  const repeated = header.find((name, index) => header.indexOf(name) !== index);
  if (repeated !== undefined) throw failure(`duplicate column name "${repeated}"`);
  return listOf(
    rows.map((row, index) => {
      if (row.length !== header.length) throw failure(`CSV parse error in row ${index + 2}: wrong number of fields`);
      return Object.fromEntries(header.map((name, column) => [name, row[column] ?? ""]));
    }),
  );
}

function readRows(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let position = 0; position < text.length; ) {
    FIELD.lastIndex = position;
    const match = FIELD.exec(text);
    if (match === null) throw failure(`CSV parse error in row ${rows.length + 1}: a quote is not closed or misplaced`);
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    position += match[0].length;
    const comma = text[position] === ",";
    const lineBreak = /^\r?\n/.exec(text.slice(position, position + 2))?.[0] ?? "";
    position += comma ? 1 : lineBreak.length;
    if (comma && position < text.length) continue;
    if (comma) row.push("");
    // Blank lines don't count.
    if (row.length > 1 || row[0] !== "" || match[1] !== undefined) rows.push(row);
    row = [];
  }
  return rows;
}
