import { formatNumber } from "../types/format-number.ts";
import { sortedKeys } from "../types/sorted-keys.ts";
import { isList, type Value } from "../value.ts";

const ESCAPED = /["\\\p{Cc}\u00a0\u2028\u2029\ufeff]/gu;
const UNPRINTABLE = /[[\p{Cc}--\n]\u00a0\u2028\u2029\ufeff]/v;
const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\0", "\\0"],
  ["\u0007", "\\a"],
  ["\b", "\\b"],
  ["\t", "\\t"],
  ["\n", "\\n"],
  ["\v", "\\v"],
  ["\f", "\\f"],
  ["\r", "\\r"],
  ["\u001b", "\\e"],
  ["\u0085", "\\N"],
  ["\u00a0", "\\_"],
  ["\u2028", "\\L"],
  ["\u2029", "\\P"],
  ["\ufeff", "\\uFEFF"],
]);

/** `yamlencode`: block style, names and texts in double quotes, texts of several lines as literal blocks. */
export function encodeYaml(value: Value): string {
  const plain = value === null || typeof value === "number" || typeof value === "boolean";
  return `${lines(value).join("\n")}\n${plain ? "...\n" : ""}`;
}

/** The lines of a value, without the indentation of where it stands; a literal block has `indent` more. */
function lines(value: Value, indent = "  "): readonly string[] {
  // The dash of an element is indentation enough for a literal block.
  if (isList(value))
    return value.length === 0 ? ["[]"] : value.flatMap((element) => indented("- ", lines(element, "")));
  if (typeof value === "object" && value !== null) return recordLines(value);
  if (typeof value === "string") return textLines(value, indent);
  return [typeof value === "number" ? formatNumber(value) : String(value)];
}

function recordLines(record: { readonly [key: string]: Value }): readonly string[] {
  const keys = sortedKeys(record);
  if (keys.length === 0) return ["{}"];
  return keys.flatMap((key) => {
    const value = record[key] ?? null;
    const [first = "", ...others] = lines(value);
    const name = `${quoted(key)}:`;
    if (typeof value !== "object" || value === null) return [`${name} ${first}`, ...others];
    if (Object.keys(value).length === 0) return [`${name} ${first}`];
    // A list stands below its name at the same depth, a record deeper.
    return isList(value) ? [name, first, ...others] : [name, ...indented("  ", [first, ...others])];
  });
}

/** A text of several lines as a literal block, where one can hold it; any other text in quotes. */
function textLines(text: string, indent: string): readonly string[] {
  if (!text.includes("\n") || UNPRINTABLE.test(text) || / (?:\n|$)/.test(text)) return [quoted(text)];
  const content = text.replace(/\n+$/, "");
  const breaks = text.length - content.length;
  // A reader would take leading blanks for indentation unless told how deep the block is.
  const depth = /^[ \n]/.test(text) ? "2" : "";
  const ending = breaks === 0 ? "-" : breaks === 1 ? "" : "+";
  const block = text.slice(0, breaks === 0 ? undefined : -1).split("\n");
  return [`|${depth}${ending}`, ...block.map((line) => (line === "" ? "" : indent + line))];
}

function quoted(text: string): string {
  const escaped = text.replace(
    ESCAPED,
    (character) =>
      SHORT_ESCAPES.get(character) ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, "0").toUpperCase()}`,
  );
  return `"${escaped}"`;
}

/** Puts `mark` before the first line and as many blanks before the others; empty lines stay empty. */
function indented(mark: string, inner: readonly string[]): readonly string[] {
  return inner.map((line, index) => (index === 0 ? mark + line : line === "" ? "" : " ".repeat(mark.length) + line));
}
