import { type EvaluatedBody, type Range, TerraformError, type Value } from "../language/index.ts";
import type { AttributeSchema, BlockSchema, Config } from "./resource-type.ts";

const HINT = "What is not supported here works with the real provider: gatehouse run -- terraform apply.";

/** A body as data, checked against its schema: unknown names and missing ones are refused with file and line. */
export function readConfig(body: EvaluatedBody, schema: BlockSchema, where: string): Config {
  const config: Record<string, Value> = {};
  for (const [name, { value, range }] of body.attributes) {
    const attribute = schema.attributes?.[name];
    if (attribute === undefined) throw unknown("argument", name, where, schema.attributes, range);
    config[name] = convert(value, attribute, `${where}.${name}`, range);
  }
  for (const block of body.blocks) {
    const nested = schema.blocks?.[block.type];
    if (nested === undefined) throw unknown("block", block.type, where, schema.blocks, block.range);
    const list = (config[block.type] ?? []) as readonly Value[];
    if (nested.single === true && list.length > 0)
      throw new TerraformError("INVALID_VALUE", `${where} takes one block "${block.type}" only.`, block.range);
    config[block.type] = [...list, readConfig(block.body, nested, `${where}.${block.type}`)];
  }
  for (const [name, attribute] of Object.entries(schema.attributes ?? {})) {
    if (config[name] !== undefined && config[name] !== null) continue;
    if (attribute.required === true)
      throw new TerraformError("INVALID_VALUE", `The argument "${name}" of ${where} is required.`, body.range);
    config[name] = attribute.default ?? null;
  }
  for (const [name, nested] of Object.entries(schema.blocks ?? {})) {
    if (config[name] === undefined && nested.required === true)
      throw new TerraformError("INVALID_VALUE", `The block "${name}" of ${where} is required.`, body.range);
    config[name] ??= [];
  }
  return config;
}

function unknown(kind: string, name: string, where: string, known: object | undefined, range: Range): TerraformError {
  const names = Object.keys(known ?? {}).join(", ");
  return new TerraformError(
    "UNSUPPORTED",
    `The ${kind} "${name}" of ${where} is not supported; it takes ${names === "" ? "none" : names}. ${HINT}`,
    range,
  );
}

function convert(value: Value, { type }: AttributeSchema, where: string, range: Range): Value {
  if (value === null || type === "any") return value;
  const actual = Array.isArray(value)
    ? "list"
    : typeof value === "object"
      ? "map"
      : typeof value === "boolean"
        ? "bool"
        : typeof value;
  if (actual === type) return value;
  if (type === "string" && (actual === "number" || actual === "bool")) return String(value);
  if (type === "number" && actual === "string" && value !== "" && Number.isFinite(Number(value))) return Number(value);
  if (type === "bool" && (value === "true" || value === "false")) return value === "true";
  throw new TerraformError("INVALID_VALUE", `${where} is a ${actual}; expected a ${type}.`, range);
}
