import { TerraformError } from "../terraform-error.ts";
import { formatNumber } from "../types/format-number.ts";
import { sortedKeys } from "../types/sorted-keys.ts";
import { isList, type Value } from "../value.ts";
import { failure } from "./define.ts";

const ESCAPED = /[<>&\u2028\u2029]/g;

/** `jsonencode`: keys in order, no blanks, and `<`, `>` and `&` escaped, as Go writes JSON. */
export function encodeJson(value: Value): string {
  if (typeof value === "string")
    return JSON.stringify(value).replace(
      ESCAPED,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  if (typeof value === "number") return formatNumber(value);
  if (typeof value === "boolean" || value === null) return String(value);
  if (isList(value)) return `[${value.map(encodeJson).join(",")}]`;
  return `{${sortedKeys(value)
    .map((key) => `${encodeJson(key)}:${encodeJson(value[key] ?? null)}`)
    .join(",")}}`;
}

/** `jsondecode`. Throws TerraformError for what is no JSON, and for numbers that can't be kept exactly. */
export function decodeJson(text: string): Value {
  try {
    return fromJson(JSON.parse(text), 0);
  } catch (error) {
    if (error instanceof TerraformError) throw error;
    throw failure(`invalid JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const MAXIMUM_DEPTH = 200;

/** Takes what `JSON.parse` returned as a value of the language. */
function fromJson(json: unknown, depth: number): Value {
  if (depth > MAXIMUM_DEPTH) throw failure(`the JSON is nested more than ${MAXIMUM_DEPTH} levels deep`);
  if (json === null || typeof json === "string" || typeof json === "boolean") return json;
  if (typeof json === "number") {
    if (Number.isInteger(json) ? Number.isSafeInteger(json) : Number.isFinite(json)) return json;
    throw failure(`the number ${json} in the JSON is too large to be exact here`);
  }
  if (Array.isArray(json)) return json.map((element) => fromJson(element, depth + 1));
  if (typeof json !== "object") throw failure(`${typeof json} is no JSON`);
  return Object.fromEntries(Object.entries(json).map(([key, part]) => [key, fromJson(part, depth + 1)]));
}
