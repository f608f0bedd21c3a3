/** Headers whose values open doors: a trace says that they were there, and no more. */
const SECRET = /authorization|cookie|key|secret|token/i;
/** A signed token, with or without its scheme in front. */
const TOKEN = /^((?:Bearer +)?eyJ[\w-]+\.[\w-]+)\.[\w-]*$/i;
const MAX_LENGTH = 2000;

/** A header's value as a trace has it: a token without its signature, which can be read and not be used; no other secret. */
export function traceHeader(name: string, value: string): string {
  return TOKEN.test(value) || !SECRET.test(name) ? traceText(value) : "*****";
}

/** A text as a trace has it: tokens without their signatures, and cut where it is long. */
export function traceText(text: string): string {
  const shown = text.replace(TOKEN, "$1.[removed]");
  return shown.length > MAX_LENGTH ? `${shown.slice(0, MAX_LENGTH)}… (${shown.length} characters)` : shown;
}

/** The value of a context variable as a trace has it. One that isn't plain is named by its kind only. */
export function traceVariable(name: string, value: unknown): string | number | boolean | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return traceHeader(name, value);
  if (typeof value === "number" || typeof value === "boolean") return value;
  return "(an object)";
}
