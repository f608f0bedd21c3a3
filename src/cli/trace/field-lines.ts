const LONGEST_VALUE = 300;

/** What an entry of a trace tells, a line each; what is inside something else is indented below its name. */
export function fieldLines(fields: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(fields).flatMap(([name, value]) => linesOf(name, value));
}

function linesOf(name: string, value: unknown): readonly string[] {
  if (value === null || value === undefined || value === "") return [];
  const inner = fieldsIn(value);
  if (inner === undefined) return [`${name}: ${shorten(typeof value === "string" ? value : JSON.stringify(value))}`];
  const lines = fieldLines(inner);
  return lines.length === 0 ? [] : [`${name}:`, ...lines.map((line) => `  ${line}`)];
}

/** The fields of an object, or of a list of headers; undefined for everything else. */
function fieldsIn(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (!Array.isArray(value)) return { ...value };
  return value.length > 0 && value.every(isHeader)
    ? Object.fromEntries(value.map((header) => [header.name, header.value]))
    : undefined;
}

function isHeader(value: unknown): value is { readonly name: string; readonly value: unknown } {
  return (
    typeof value === "object" && value !== null && "name" in value && "value" in value && typeof value.name === "string"
  );
}

function shorten(text: string): string {
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE - 1)}… (all of it with --json)`;
}
