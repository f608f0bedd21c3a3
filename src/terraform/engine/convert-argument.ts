import { type Range, TerraformError, type Value } from "../language/index.ts";
import type { AttributeSchema } from "./resource-type.ts";

/** A value as the argument's type takes it, as Terraform converts it. Throws TerraformError `INVALID_VALUE`. */
export function convertArgument(value: Value, schema: AttributeSchema, what: string, range: Range): Value {
  if (value === null) return null;
  const converted = convert(value, schema.type);
  if (converted === undefined)
    throw new TerraformError("INVALID_VALUE", `Incorrect value: ${what} must be ${NAMES[schema.type]}.`, range);
  return schema.normalize?.(converted) ?? converted;
}

const NAMES = {
  string: "a text",
  number: "a number",
  bool: "true or false",
  list: "a list of texts",
  set: "a set of texts",
  map: "a map of texts",
  any: "a value",
} as const;

function convert(value: Value, type: AttributeSchema["type"]): Value | undefined {
  switch (type) {
    case "any":
      return value;
    case "string":
      return textOf(value);
    case "number":
      return typeof value === "string" && value.trim() !== "" ? finite(Number(value)) : finite(value);
    case "bool":
      return value === "true" || value === true ? true : value === "false" || value === false ? false : undefined;
    case "list":
      return texts(value);
    case "set": {
      const elements = texts(value);
      return elements === undefined ? undefined : [...new Set(elements)].sort();
    }
    case "map":
      return textMap(value);
  }
}

function textOf(value: Value | undefined): string | undefined {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}

function finite(value: Value): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function texts(value: Value): readonly string[] | undefined {
  if (!isList(value)) return undefined;
  const elements = value.map(textOf);
  return elements.every((element) => element !== undefined) ? elements : undefined;
}

/** A null among the elements stands for one that isn't there. */
function textMap(value: Value): { readonly [key: string]: string } | undefined {
  if (typeof value !== "object" || value === null || isList(value)) return undefined;
  const map: Record<string, string> = {};
  for (const [key, element] of Object.entries(value)) {
    if (element === null) continue;
    const text = textOf(element);
    if (text === undefined) return undefined;
    map[key] = text;
  }
  return map;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
