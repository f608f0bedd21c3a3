import type { DirectoryObject } from "../../entra/index.ts";
import type { GraphCaller } from "../authenticate.ts";
import type { Entity } from "../odata/filter.ts";
import { isPermitted, readPermission } from "../permissions.ts";
import { applicationType, renderApplication } from "./application.ts";
import { entityType, withType } from "./entity-types.ts";
import { groupType, renderGroup } from "./group.ts";
import { renderServicePrincipal, servicePrincipalType } from "./service-principal.ts";
import { renderUser, userType } from "./user.ts";

/** An object of whatever kind, with the annotation that says which. */
export function renderDirectoryObject(found: DirectoryObject): Entity {
  switch (found.kind) {
    case "application":
      return withType(found.kind, renderApplication(found.object));
    case "servicePrincipal":
      return withType(found.kind, renderServicePrincipal(found.object));
    case "group":
      return withType(found.kind, renderGroup(found.object));
    case "user":
      return withType(found.kind, renderUser(found.object));
  }
}

/**
 * An object as a caller sees it among others: of a kind that it may not read, its type and id only ("Limited information returned for
 * inaccessible member objects").
 */
export function renderVisible(caller: GraphCaller, found: DirectoryObject): Entity {
  return isPermitted(caller, readPermission(found.kind))
    ? renderDirectoryObject(found)
    : withType(found.kind, { id: found.object.id });
}

/** The address by which other objects refer to one. */
export function directoryObjectUrl(tenantId: string, id: string): string {
  return `https://graph.microsoft.com/v1.0/${tenantId}/directoryObjects/${id}`;
}

/** The type of lists that hold several kinds: what any of them has can be selected. */
export const directoryObjectType = entityType("directoryObject", [
  ...applicationType.properties,
  ...servicePrincipalType.properties,
  ...groupType.properties,
  ...userType.properties,
]);
