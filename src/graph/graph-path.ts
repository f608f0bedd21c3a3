import { unreadable } from "./graph-error.ts";

/** The versions of Microsoft Graph. Both answer alike here. */
export type GraphVersion = "v1.0" | "beta";

/** A request's path without what may stand before the resource. */
export interface GraphPath {
  readonly version: GraphVersion;
  /** `/applications/{id}/owners/$ref`, the fixed segments in Graph's own spelling. */
  readonly path: string;
}

/** Segments that routes are made of. Graph ignores their case. */
const SEGMENTS = [
  "applications",
  "servicePrincipals",
  "groups",
  "users",
  "directoryObjects",
  "organization",
  "me",
  "owners",
  "members",
  "memberOf",
  "microsoft.graph.administrativeUnit",
  "addPassword",
  "removePassword",
  "appRoleAssignments",
  "appRoleAssignedTo",
  "getByIds",
  "$ref",
] as const;
const spelling: ReadonlyMap<string, string> = new Map(SEGMENTS.map((segment) => [segment.toLowerCase(), segment]));

/**
 * Takes `/{v1.0|beta}[/{tenant}]/…` apart; azuread 2.30.0 sends the tenant, 2.53.1 doesn't. `tenants` are the names that
 * stand for this tenant. Throws `GraphError` for another version.
 */
export function parseGraphPath(pathname: string, tenants: readonly string[]): GraphPath {
  const [version = "", ...rest] = pathname.replaceAll(/%24/gi, "$").split("/").filter(Boolean);
  const known = version.toLowerCase();
  if (known !== "v1.0" && known !== "beta") throw unreadable(`Invalid version: ${version}.`);
  if (tenants.includes(rest[0]?.toLowerCase() ?? "")) rest.shift();
  return {
    version: known,
    path: `/${rest.map((segment) => spelling.get(segment.toLowerCase()) ?? segment).join("/")}`,
  };
}

/** The segment of a path that no route knows, for Graph's refusal. */
export function unknownSegment(path: string): string {
  const segments = path.split("/").filter(Boolean);
  const strange = segments.find((segment) => !spelling.has(segment.toLowerCase()) && !/^[0-9a-f-]{36}$/i.test(segment));
  return strange ?? segments.at(-1) ?? "";
}
