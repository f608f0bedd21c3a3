import { listOf, type MarkedValue, mapOf, sensitive, setOf, type Value } from "../language/index.ts";
import type { BlockSchema, Config, ResourceType } from "./resource-type.ts";

/**
 * What expressions see of a resource: its attributes, secrets marked, with the kinds of collections that the schema tells
 * (a state knows only lists and records). `marked` are the arguments that were given something sensitive.
 */
export function instanceValue(attributes: Config, type: ResourceType, marked: ReadonlySet<string>): MarkedValue {
  const secrets = new Set([...(type.secrets ?? []), ...marked]);
  return blockValue(attributes, type, secrets);
}

function blockValue(attributes: Config, schema: BlockSchema, secrets: ReadonlySet<string>): MarkedValue {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]): [string, MarkedValue] => {
      const attribute = schema.attributes?.[name];
      const nested = schema.blocks?.[name];
      if (value === null) return [name, null];
      if (secrets.has(name) || attribute?.sensitive === true) return [name, sensitive(value)];
      if (nested !== undefined && isList(value))
        return [name, value.map((block) => (isRecord(block) ? blockValue(block, nested, new Set()) : block))];
      if (attribute?.type === "set" && isList(value)) return [name, setOf(value)];
      if (attribute?.type === "list" && isList(value)) return [name, listOf(value)];
      if (attribute?.type === "map" && isRecord(value)) return [name, mapOf(value)];
      return [name, value];
    }),
  );
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function isRecord(value: Value): value is Config {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
