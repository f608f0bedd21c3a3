import type { GraphCaller } from "../authenticate.ts";
import type { GraphContext } from "../graph-app.ts";
import { badRequest, unreadable, unsupportedQuery } from "../graph-error.ts";
import { type Permission, requirePermission } from "../permissions.ts";
import type { Entity } from "./filter.ts";
import { type EntityType, type Expansion, type OrderBy, parseQueryOptions } from "./query-options.ts";

const DEFAULT_PAGE = 100;
/** "Query parameters: expand": at most 20 objects of a relationship. */
const MOST_EXPANDED = 20;

/** A relationship that a type's objects can be shown with. */
export interface Relationship {
  /** What the caller must be allowed: what the relationship's own path takes. */
  readonly read: Permission;
  of(id: string, caller: GraphCaller): readonly Entity[];
}
/** By the relationship's name. */
export type Expansions = Readonly<Record<string, Relationship>>;

/** Answers with one object, or with those of its properties that were selected. */
export function respondEntity(
  context: GraphContext,
  type: EntityType,
  set: string,
  entity: Entity,
  expansions: Expansions = {},
): Response {
  if (context.env.countOnly) throw unreadable("Resource not found for the segment '$count'.");
  const { searchParams } = new URL(context.req.url);
  const { select, expand } = parseQueryOptions(searchParams, type, ["select", "expand"]);
  const show = expander(context.var.caller, type, expand, expansions);
  return context.json({
    "@odata.context": metadata(context, `${set}${contextSuffix(select, expand)}/$entity`),
    ...project(entity, select),
    ...show(entity),
  });
}

/** Answers a create: 201 with the whole object. */
export function respondCreated(context: GraphContext, set: string, entity: Entity): Response {
  return context.json({ "@odata.context": metadata(context, `${set}/$entity`), ...entity }, 201);
}

/**
 * Answers with what `$filter`, `$top` and `$skiptoken` leave of a list, which is in the order of its ids unless `$orderby` says
 * otherwise; with the number alone when the path ends in `/$count`. Counting, and sorting what is filtered, take the header
 * `ConsistencyLevel: eventual` ("Advanced query capabilities on Microsoft Entra ID objects").
 */
export function respondList(
  context: GraphContext,
  type: EntityType,
  set: string,
  entities: readonly Entity[],
  expansions: Expansions = {},
): Response {
  const url = new URL(context.req.url);
  const options = parseQueryOptions(url.searchParams, type, [
    "select",
    "filter",
    "top",
    "count",
    "skiptoken",
    "orderby",
    "expand",
  ]);
  const { filter, select, orderBy, expand } = options;
  const isAdvanced = context.req.header("consistencylevel")?.toLowerCase() === "eventual";
  if (orderBy !== undefined && filter !== undefined && !isAdvanced) {
    throw unsupportedQuery("Sorting not supported for current query.");
  }
  const kept = filter === undefined ? entities : entities.filter(filter);
  if (context.env.countOnly) {
    if (!isAdvanced) throw badRequest("$count is not currently supported.");
    return context.text(String(kept.length));
  }
  const found = orderBy === undefined ? kept : sorted(kept, orderBy);
  const start = options.skipToken === undefined ? 0 : startOf(found, options.skipToken);
  const end = start + (options.top ?? DEFAULT_PAGE);
  const page = found.slice(start, end);
  const show = expander(context.var.caller, type, expand, expansions);
  const next = orderBy === undefined ? String(page.at(-1)?.id) : `${ORDERED}${end}`;
  return context.json({
    "@odata.context": metadata(context, `${set}${contextSuffix(select, expand)}`),
    ...(options.count && isAdvanced ? { "@odata.count": found.length } : {}),
    ...(end < found.length ? { "@odata.nextLink": nextLink(context, url, next) } : {}),
    value: page.map((entity) => ({ ...project(entity, select), ...show(entity) })),
  });
}

function contextSuffix(select: readonly string[] | undefined, expand: Expansion | undefined): string {
  const expanded = expand === undefined ? [] : [`${expand.name}()`];
  const parts = [...(select ?? []), ...expanded];
  return parts.length === 0 ? "" : `(${parts.join(",")})`;
}

/** What `$expand` adds to an object. Throws `GraphError` for a relationship that the type hasn't, or the caller may not read. */
function expander(
  caller: GraphCaller,
  type: EntityType,
  expand: Expansion | undefined,
  expansions: Expansions,
): (entity: Entity) => Entity {
  if (expand === undefined) return () => ({});
  const related = Object.hasOwn(expansions, expand.name) ? expansions[expand.name] : undefined;
  if (related === undefined) {
    throw unreadable(
      `Parsing OData Select and Expand failed: Could not find a property named '${expand.name}' on type '${type.name}'.`,
    );
  }
  requirePermission(caller, related.read);
  return ({ id }) => {
    const shown = related.of(String(id), caller).slice(0, MOST_EXPANDED);
    return { [expand.name]: shown.map((entity) => project(entity, expand.select)) };
  };
}

/** Ignoring case, as the directory compares; what has no value comes first. */
function sorted(entities: readonly Entity[], { property, descending }: OrderBy): readonly Entity[] {
  const keyed = entities.map((entity) => ({ entity, key: String(entity[property] ?? "").toLowerCase() }));
  keyed.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
  if (descending) keyed.reverse();
  return keyed.map(({ entity }) => entity);
}

/** `$metadata` address that says what an answer is. */
export function metadata(context: GraphContext, fragment: string): string {
  return `https://graph.microsoft.com/${context.env.version}/$metadata#${fragment}`;
}

/** Annotations stay, whatever is selected. */
function project(entity: Entity, select: readonly string[] | undefined): Entity {
  if (select === undefined) return entity;
  return Object.fromEntries(
    Object.entries(entity).filter(([name]) => name.startsWith("@odata.") || select.includes(name)),
  );
}

/** Begins the page tokens of sorted lists. */
const ORDERED = "at:";

/** A page token is the id of the last object of the page before; in a sorted list, the number of objects before the page. */
function startOf(entities: readonly Entity[], token: string): number {
  const last = Buffer.from(token, "base64url").toString("utf8");
  if (/^at:\d{1,9}$/.test(last)) return Number(last.slice(ORDERED.length));
  if (!/^[\w-]{1,64}$/.test(last)) throw badRequest("The specified page token value is invalid or corrupted.");
  const index = entities.findIndex(({ id }) => typeof id === "string" && id > last);
  return index === -1 ? entities.length : index;
}

function nextLink(context: GraphContext, url: URL, token: string): string {
  const query = new URLSearchParams(url.searchParams);
  query.delete("skiptoken");
  query.set("$skiptoken", Buffer.from(token).toString("base64url"));
  return `${context.env.host.origin}${url.pathname}?${query}`;
}
