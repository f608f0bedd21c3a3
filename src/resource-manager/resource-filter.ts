import { badRequest } from "./arm-error.ts";
import { parseResourceId } from "./resource-id.ts";
import type { Resource } from "./resource-type.ts";

/** What a `$filter` may compare: resources by all of these, groups by their tags only. */
export type FilterProperty = "resourceType" | "resourceGroup" | "name" | "location" | "tagName" | "tagValue";

export const RESOURCE_FILTER: readonly FilterProperty[] = [
  "resourceType",
  "resourceGroup",
  "name",
  "location",
  "tagName",
  "tagValue",
];
export const GROUP_FILTER: readonly FilterProperty[] = ["tagName", "tagValue"];

const CONDITION = /\s*(\w+)\s+eq\s+'((?:[^']|'')*)'\s*(?:(and)\s|$)/iy;

/**
 * Compiles the `$filter` of a list (Resource Manager REST: "Resources - List", "Resource Groups - List"): `{property} eq '…'`,
 * joined by `and`; a quote in a text is doubled. Texts are compared ignoring case, but a tag's value. Throws Resource Manager's
 * `InvalidFilterInQueryString` for anything else, and for `tagValue` without `tagName`.
 */
export function compileFilter(
  filter: string | null,
  properties: readonly FilterProperty[],
): (resource: Resource) => boolean {
  if (filter === null) return () => true;
  const wanted = readConditions(filter, properties);
  if (wanted === undefined || (wanted.has("tagValue") && !wanted.has("tagName"))) {
    throw badRequest(
      `The filter '${filter}' is not supported: use ${properties.join(", ")}, each at most once with eq '…', joined by and; tagValue goes with tagName.`,
      "InvalidFilterInQueryString",
    );
  }
  const conditions = [...wanted].filter(([property]) => property !== "tagValue");
  return (resource) =>
    conditions.every(([property, text]) =>
      property === "tagName"
        ? hasTag(resource, text, wanted.get("tagValue"))
        : propertyOf(resource, property).toLowerCase() === text.toLowerCase(),
    );
}

/** The texts by property; undefined if `filter` has another form. */
function readConditions(
  filter: string,
  properties: readonly FilterProperty[],
): ReadonlyMap<FilterProperty, string> | undefined {
  const found = new Map<FilterProperty, string>();
  const condition = new RegExp(CONDITION);
  let goesOn = true;
  while (goesOn) {
    const [, name, text, and] = condition.exec(filter) ?? [];
    const property = properties.find((known) => known.toLowerCase() === name?.toLowerCase());
    if (property === undefined || text === undefined || found.has(property)) return undefined;
    found.set(property, text.replaceAll("''", "'"));
    goesOn = and !== undefined;
  }
  return found;
}

function hasTag({ tags = {} }: Resource, name: string, value: string | undefined): boolean {
  return Object.entries(tags).some(
    ([tag, text]) => tag.toLowerCase() === name.toLowerCase() && (value === undefined || text === value),
  );
}

function propertyOf({ id, type, name, location }: Resource, property: FilterProperty): string {
  if (property === "name") return name;
  if (property === "resourceType") return type;
  if (property === "location") return location ?? "";
  return parseResourceId(id)?.resourceGroup ?? "";
}
