import type { ObjectId } from "../../platform/index.ts";
import { readBody } from "../bodies/read-body.ts";
import { parseReference, referenceSchema } from "../bodies/reference.ts";
import { directoryObjectType, directoryObjectUrl, renderVisible } from "../entities/directory-object.ts";
import type { GraphContext, GraphRoutes } from "../graph-app.ts";
import { resourceNotFound } from "../graph-error.ts";
import { metadata, respondList } from "../odata/respond.ts";
import { type Permission, permissions, requirePermission } from "../permissions.ts";
import { objectId } from "./object-id.ts";

/** A property of a kind of objects that refers to others: their owners, a group's members. */
interface ReferenceProperty {
  /** `/groups/:id/members`. */
  readonly path: string;
  readonly read: Permission;
  readonly write: Permission;
  references(id: ObjectId): readonly ObjectId[] | undefined;
  add(id: ObjectId, reference: ObjectId): void;
  remove(id: ObjectId, reference: ObjectId): void;
}

/** Owners and members: lists, and `$ref` to add, look for and remove one. */
export function referenceRoutes(routes: GraphRoutes): void {
  const { applications, servicePrincipals, groups } = routes.entra.directory;
  const { readApplications, writeApplications, readGroups, writeGroups, writeGroupMembers } = permissions;
  declare(routes, {
    path: "/applications/:id/owners",
    read: readApplications,
    write: writeApplications,
    references: (id) => applications.get(id)?.owners,
    add: applications.addOwner,
    remove: applications.removeOwner,
  });
  declare(routes, {
    path: "/servicePrincipals/:id/owners",
    read: readApplications,
    write: writeApplications,
    references: (id) => servicePrincipals.get(id)?.owners,
    add: servicePrincipals.addOwner,
    remove: servicePrincipals.removeOwner,
  });
  declare(routes, {
    path: "/groups/:id/owners",
    read: readGroups,
    write: writeGroups,
    references: (id) => groups.get(id)?.owners,
    add: groups.addOwner,
    remove: groups.removeOwner,
  });
  declare(routes, {
    path: "/groups/:id/members",
    read: readGroups,
    write: writeGroupMembers,
    references: (id) => groups.get(id)?.members,
    add: groups.addMember,
    remove: groups.removeMember,
  });
}

function declare({ entra, on }: GraphRoutes, property: ReferenceProperty): void {
  const { directory } = entra;

  function references(context: GraphContext): readonly ObjectId[] {
    const id = objectId(context);
    const found = property.references(id);
    if (found === undefined) throw resourceNotFound(id);
    return found;
  }

  on("GET", property.path, (context) => {
    requirePermission(context.var.caller, property.read);
    const found = references(context).flatMap((id) => directory.find(id) ?? []);
    const entities = found
      .sort((a, b) => (a.object.id < b.object.id ? -1 : 1))
      .map((one) => renderVisible(context.var.caller, one));
    return respondList(context, directoryObjectType, "directoryObjects", entities);
  });
  on("POST", `${property.path}/$ref`, async (context) => {
    requirePermission(context.var.caller, property.write);
    references(context);
    const body = await readBody(context, referenceSchema, "DirectoryObject");
    const reference = parseReference(body["@odata.id"]);
    if (directory.find(reference) === undefined) throw resourceNotFound(reference);
    property.add(objectId(context), reference);
    return context.body(null, 204);
  });
  on("GET", `${property.path}/:reference/$ref`, (context) => {
    requirePermission(context.var.caller, property.read);
    const reference = objectId(context, "reference");
    const found = references(context).includes(reference) ? directory.find(reference) : undefined;
    if (found === undefined) throw resourceNotFound(reference);
    const url = directoryObjectUrl(directory.tenantId, reference);
    return context.json({
      "@odata.context": metadata(context, "$ref"),
      "@odata.type": `#microsoft.graph.${found.kind}`,
      "@odata.id": url,
      id: reference,
      url,
    });
  });
  on("DELETE", `${property.path}/:reference/$ref`, (context) => {
    requirePermission(context.var.caller, property.write);
    references(context);
    property.remove(objectId(context), objectId(context, "reference"));
    return context.body(null, 204);
  });
}
