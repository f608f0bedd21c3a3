import { badRequest, unreadable, unsupportedQuery } from "../graph-error.ts";
import { compileFilter, type FilterPredicate } from "./filter.ts";

/** The query options of a request, checked against the type that it asks for. */
export interface QueryOptions {
  readonly select: readonly string[] | undefined;
  readonly filter: FilterPredicate | undefined;
  readonly top: number | undefined;
  readonly skipToken: string | undefined;
  /** True for `$count=true`. */
  readonly count: boolean;
  readonly orderBy: OrderBy | undefined;
  readonly expand: Expansion | undefined;
}

/** The property that a list is sorted by, and which way. */
export interface OrderBy {
  readonly property: string;
  readonly descending: boolean;
}

/** The relationship whose objects are shown within each object, and what of them. */
export interface Expansion {
  readonly name: string;
  readonly select: readonly string[] | undefined;
}

/** The query options that some requests take. */
export type QueryOptionName = "select" | "filter" | "top" | "count" | "skiptoken" | "orderby" | "expand";

const SYSTEM_OPTIONS = [
  "select",
  "filter",
  "top",
  "count",
  "skiptoken",
  "expand",
  "orderby",
  "search",
  "skip",
  "format",
];
const LARGEST_PAGE = 999;

/** An entity type, for what may be selected and filtered. */
export interface EntityType {
  /** `microsoft.graph.application`. */
  readonly name: string;
  readonly properties: ReadonlySet<string>;
}

/**
 * Reads the system query options, with or without their `$`; those that the request doesn't take, or that don't exist, are
 * refused by name. Throws `GraphError`.
 */
export function parseQueryOptions(
  query: URLSearchParams,
  type: EntityType,
  allowed: readonly QueryOptionName[],
): QueryOptions {
  const options = new Map<string, string>();
  for (const [key, value] of query) {
    const name = key.replace(/^\$/, "").toLowerCase();
    if (!key.startsWith("$") && !SYSTEM_OPTIONS.includes(name)) continue;
    if (!SYSTEM_OPTIONS.includes(name))
      throw unreadable(`The query specified in the URI is not valid. Unknown query option '${key}'.`);
    if (!allowed.some((option) => option === name)) {
      throw unsupportedQuery(`The query option '$${name}' is not supported on this request.`);
    }
    if (options.has(name))
      throw unreadable(`Query option '$${name}' was specified more than once, but it must be specified at most once.`);
    options.set(name, value);
  }
  const filter = options.get("filter");
  return {
    select: parseSelect(options.get("select"), type),
    filter: filter === undefined ? undefined : compileFilter(filter, type.properties),
    top: parseTop(options.get("top")),
    skipToken: options.get("skiptoken"),
    count: parseCount(options.get("count")),
    orderBy: parseOrderBy(options.get("orderby"), type),
    expand: parseExpand(options.get("expand")),
  };
}

function parseSelect(text: string | undefined, type: EntityType): readonly string[] | undefined {
  if (text === undefined || text.trim() === "*") return undefined;
  const names = text.split(",").map((name) => name.trim());
  for (const name of names) {
    if (!type.properties.has(name)) {
      throw unreadable(
        `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type '${type.name}'.`,
      );
    }
  }
  return names;
}

function parseTop(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const top = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (top < 1 || top > LARGEST_PAGE) {
    throw badRequest(`Invalid page size specified: '${text}'. Must be between 1 and ${LARGEST_PAGE} inclusive.`);
  }
  return top;
}

/** "Advanced query capabilities on Microsoft Entra ID objects": these sort, others don't. */
const SORTED_BY = ["displayName", "userPrincipalName", "createdDateTime"];

function parseOrderBy(text: string | undefined, type: EntityType): OrderBy | undefined {
  if (text === undefined) return undefined;
  const [, property = "", direction = "asc"] = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/i.exec(text) ?? [];
  if (!SORTED_BY.includes(property) || !type.properties.has(property)) {
    throw unsupportedQuery("Sorting not supported for current query.");
  }
  return { property, descending: direction.toLowerCase() === "desc" };
}

function parseExpand(text: string | undefined): Expansion | undefined {
  if (text === undefined) return undefined;
  const [, name, select] = /^\s*(\w+)(?:\(\s*\$select=([\w,\s]+)\))?\s*$/.exec(text) ?? [];
  if (name === undefined) {
    throw unsupportedQuery(
      `The query option '$expand=${text}' is not supported on this request: expected one relationship, with no options but $select.`,
    );
  }
  return { name, select: select?.split(",").map((property) => property.trim()) };
}

function parseCount(text: string | undefined): boolean {
  if (text === undefined || text === "false") return false;
  if (text === "true") return true;
  throw unreadable(`Invalid value '${text}' for $count query option found. Valid values are 'true, false'.`);
}
