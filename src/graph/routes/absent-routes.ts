import { entityType } from "../entities/entity-types.ts";
import type { GraphContext, GraphRoutes } from "../graph-app.ts";
import { resourceNotFound, unsupportedQuery } from "../graph-error.ts";
import { respondList } from "../odata/respond.ts";
import { type Permission, permissions, requirePermission } from "../permissions.ts";
import { objectId } from "./object-id.ts";

/** A collection that may hold things in a real tenant and never does here. */
interface Absent {
  readonly path: string;
  /** `microsoft.graph.`… of its objects, and what of them can be selected and filtered. */
  readonly type: string;
  readonly properties: readonly string[];
  readonly read: Permission;
  readonly write: Permission;
  /** What making one would be, in a sentence. */
  readonly what: string;
}

const { readApplications, writeApplications, readDirectory, writeDirectory } = permissions;

const ABSENT: readonly Absent[] = [
  {
    path: "/directoryRoles",
    type: "directoryRole",
    properties: ["id", "displayName", "description", "roleTemplateId"],
    read: readDirectory,
    write: writeDirectory,
    what: "directory roles",
  },
  {
    path: "/directory/administrativeUnits",
    type: "administrativeUnit",
    properties: ["id", "displayName", "description", "visibility"],
    read: readDirectory,
    write: writeDirectory,
    what: "administrative units",
  },
  {
    path: "/oauth2PermissionGrants",
    type: "oAuth2PermissionGrant",
    properties: ["id", "clientId", "consentType", "principalId", "resourceId", "scope"],
    read: readDirectory,
    write: writeDirectory,
    what: "delegated permissions, because nobody signs in",
  },
];

/** Empty lists, which they truly are; making something in them is refused by name. */
export function absentRoutes({ entra, on }: GraphRoutes): void {
  const { applications, servicePrincipals, users } = entra.directory;

  for (const { path, type, properties, read, write, what } of ABSENT) {
    const shape = entityType(type, properties);
    const set = path.slice(path.lastIndexOf("/") + 1);
    on("GET", path, (context) => {
      requirePermission(context.var.caller, read);
      return respondList(context, shape, set, []);
    });
    on("GET", `${path}/:id`, (context) => {
      requirePermission(context.var.caller, read);
      throw resourceNotFound(context.req.param("id") ?? "");
    });
    on("POST", path, (context) => {
      requirePermission(context.var.caller, write);
      throw unsupportedQuery(`Gatehouse has no ${what}.`);
    });
  }

  const grants = entityType("oAuth2PermissionGrant", ABSENT[2]?.properties ?? []);
  const ofObject = (collection: string, isThere: (id: string) => boolean, read: Permission) =>
    on("GET", `/${collection}/:id/oauth2PermissionGrants`, (context: GraphContext) => {
      requirePermission(context.var.caller, read);
      const id = objectId(context);
      if (!isThere(id)) throw resourceNotFound(id);
      return respondList(context, grants, "oauth2PermissionGrants", []);
    });
  ofObject("servicePrincipals", (id) => servicePrincipals.get(id) !== undefined, readApplications);
  ofObject("users", (id) => users.get(id) !== undefined, permissions.readUsers);

  const extension = entityType("extensionProperty", ["id", "appDisplayName", "dataType", "name", "targetObjects"]);
  const findApplication = (context: GraphContext): void => {
    const id = objectId(context);
    if (applications.get(id) === undefined) throw resourceNotFound(id);
  };
  on("GET", "/applications/:id/extensionProperties", (context) => {
    requirePermission(context.var.caller, readApplications);
    findApplication(context);
    return respondList(context, extension, "extensionProperties", []);
  });
  on("POST", "/applications/:id/extensionProperties", (context) => {
    requirePermission(context.var.caller, writeApplications);
    findApplication(context);
    throw unsupportedQuery("Gatehouse has no extension properties.");
  });
}
