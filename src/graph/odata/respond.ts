import type { GraphContext } from "../graph-app.ts";
import { badRequest } from "../graph-error.ts";
import type { Entity } from "./filter.ts";
import { type EntityType, parseQueryOptions } from "./query-options.ts";

const DEFAULT_PAGE = 100;

/** Answers with one object, or with those of its properties that were selected. */
export function respondEntity(context: GraphContext, type: EntityType, set: string, entity: Entity): Response {
  const { select } = parseQueryOptions(new URL(context.req.url).searchParams, type, ["select"]);
  const suffix = select === undefined ? "" : `(${select.join(",")})`;
  return context.json({ "@odata.context": metadata(context, `${set}${suffix}/$entity`), ...project(entity, select) });
}

/** Answers a create: 201 with the whole object. */
export function respondCreated(context: GraphContext, set: string, entity: Entity): Response {
  return context.json({ "@odata.context": metadata(context, `${set}/$entity`), ...entity }, 201);
}

/** Answers with what `$filter`, `$top` and `$skiptoken` leave of a list, which is in the order of its ids. */
export function respondList(
  context: GraphContext,
  type: EntityType,
  set: string,
  entities: readonly Entity[],
): Response {
  const url = new URL(context.req.url);
  const options = parseQueryOptions(url.searchParams, type, ["select", "filter", "top", "count", "skiptoken"]);
  const { filter, select } = options;
  const found = filter === undefined ? entities : entities.filter(filter);
  const start = options.skipToken === undefined ? 0 : startAfter(found, options.skipToken);
  const end = start + (options.top ?? DEFAULT_PAGE);
  const page = found.slice(start, end);
  const suffix = select === undefined ? "" : `(${select.join(",")})`;
  return context.json({
    "@odata.context": metadata(context, `${set}${suffix}`),
    ...(options.count ? { "@odata.count": found.length } : {}),
    ...(end < found.length ? { "@odata.nextLink": nextLink(context, url, page.at(-1)) } : {}),
    value: page.map((entity) => project(entity, select)),
  });
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

/** A page token is the id of the last object of the page before. */
function startAfter(entities: readonly Entity[], token: string): number {
  const last = Buffer.from(token, "base64url").toString("utf8");
  if (!/^[\w-]{1,64}$/.test(last)) throw badRequest("The specified page token value is invalid or corrupted.");
  const index = entities.findIndex(({ id }) => typeof id === "string" && id > last);
  return index === -1 ? entities.length : index;
}

function nextLink(context: GraphContext, url: URL, last: Entity | undefined): string {
  const query = new URLSearchParams(url.searchParams);
  query.delete("skiptoken");
  query.set("$skiptoken", Buffer.from(String(last?.id)).toString("base64url"));
  return `${context.env.host.origin}${url.pathname}?${query}`;
}
