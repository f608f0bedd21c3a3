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
  "$batch",
  "$count",
  "$ref",
  "addPassword",
  "administrativeUnits",
  "appManagementPolicies",
  "applications",
  "applicationTemplates",
  "appRoleAssignedTo",
  "appRoleAssignments",
  "checkMemberGroups",
  "checkMemberObjects",
  "claimsMappingPolicies",
  "createdObjects",
  "delegatedPermissionClassifications",
  "deletedItems",
  "directory",
  "directoryObjects",
  "directoryRoles",
  "domains",
  "extensionProperties",
  "federatedIdentityCredentials",
  "getByIds",
  "getMemberGroups",
  "getMemberObjects",
  "groups",
  "homeRealmDiscoveryPolicies",
  "logo",
  "manager",
  "me",
  "memberOf",
  "members",
  "microsoft.graph.administrativeUnit",
  "microsoft.graph.application",
  "microsoft.graph.group",
  "microsoft.graph.servicePrincipal",
  "microsoft.graph.user",
  "oauth2PermissionGrants",
  "organization",
  "ownedObjects",
  "owners",
  "removePassword",
  "restore",
  "servicePrincipals",
  "synchronization",
  "tokenIssuancePolicies",
  "tokenLifetimePolicies",
  "transitiveMemberOf",
  "transitiveMembers",
  "users",
] as const;
const spelling: ReadonlyMap<string, string> = new Map(SEGMENTS.map((segment) => [segment.toLowerCase(), segment]));

/** `applications(appId='…')`, `users('…')`: a key in brackets, its quotes doubled within. */
const KEYED = /^(\w+)\((?:(\w+)=)?'((?:[^']|'')+)'\)$/;

/**
 * Takes `/{v1.0|beta}[/{tenant}]/…` apart; azuread 2.30.0 sends the tenant, 2.53.1 doesn't. `tenants` are the names that
 * stand for this tenant. Throws `GraphError` for another version.
 */
export function parseGraphPath(pathname: string, tenants: readonly string[]): GraphPath {
  const [version = "", ...rest] = pathname.replaceAll(/%24/gi, "$").split("/").filter(Boolean);
  const known = version.toLowerCase();
  if (known !== "v1.0" && known !== "beta") throw unreadable(`Invalid version: ${version}.`);
  if (tenants.includes(rest[0]?.toLowerCase() ?? "")) rest.shift();
  return { version: known, path: `/${rest.flatMap(segments).join("/")}` };
}

/** One segment as routes have it; a key in brackets becomes a segment of its own, an alternate key with its name. */
function segments(segment: string): readonly string[] {
  const [, collection, name, key] = KEYED.exec(decode(segment)) ?? [];
  if (collection === undefined || key === undefined) return [spelling.get(segment.toLowerCase()) ?? segment];
  const text = encodeURIComponent(key.replaceAll("''", "'"));
  return [spelling.get(collection.toLowerCase()) ?? collection, name === undefined ? text : `${name}=${text}`];
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw unreadable(`The segment '${segment}' of the path is not encoded as a URL.`);
  }
}

/** The segment of a path that no route knows, for Graph's refusal. */
export function unknownSegment(path: string): string {
  const segments = path.split("/").filter(Boolean);
  const strange = segments.find((segment) => !spelling.has(segment.toLowerCase()) && !/^[0-9a-f-]{36}$/i.test(segment));
  return strange ?? segments.at(-1) ?? "";
}
