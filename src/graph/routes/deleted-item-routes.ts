import type { DeletedObject } from "../../entra/index.ts";
import { directoryObjectType, renderDirectoryObject } from "../entities/directory-object.ts";
import type { GraphContext, GraphRoutes } from "../graph-app.ts";
import { badRequest, resourceNotFound } from "../graph-error.ts";
import type { Entity } from "../odata/filter.ts";
import { metadata, respondEntity, respondList } from "../odata/respond.ts";
import { type Permission, permissions, readPermission, requirePermission } from "../permissions.ts";
import { objectId } from "./object-id.ts";

const PATH = "/directory/deletedItems";
const KINDS = ["application", "servicePrincipal", "user"] as const;

/** What was deleted in the last 30 days: to list by kind, to look at, to restore and to delete for good. */
export function deletedItemRoutes({ entra, on }: GraphRoutes): void {
  const { directory } = entra;
  const { deletedObjects } = directory;

  /** Who may not see its kind is refused before it is told whether the object is there. */
  function find(context: GraphContext, permission: (kind: DeletedObject["kind"]) => Permission): DeletedObject {
    const id = objectId(context);
    const found = deletedObjects.get(id);
    requirePermission(context.var.caller, permission(found?.kind ?? "application"));
    if (found === undefined) throw resourceNotFound(id);
    return found;
  }

  on("GET", PATH, () => {
    throw badRequest("The type of the deleted items is required: microsoft.graph.application, for example.");
  });
  for (const kind of KINDS) {
    on("GET", `${PATH}/microsoft.graph.${kind}`, (context) => {
      requirePermission(context.var.caller, readPermission(kind));
      const found = deletedObjects.list().filter((deleted) => deleted.kind === kind);
      return respondList(context, directoryObjectType, "directoryObjects", found.map(render));
    });
  }
  on("GET", `${PATH}/microsoft.graph.group`, (context) => {
    requirePermission(context.var.caller, permissions.readGroups);
    return respondList(context, directoryObjectType, "directoryObjects", []);
  });
  on("GET", `${PATH}/:id`, (context) =>
    respondEntity(context, directoryObjectType, "directoryObjects", render(find(context, readPermission))),
  );
  on("POST", `${PATH}/:id/restore`, (context) => {
    const { object } = find(context, writePermission);
    deletedObjects.restore(object.id);
    const restored = directory.find(object.id);
    if (restored === undefined) throw resourceNotFound(object.id);
    return context.json({
      "@odata.context": metadata(context, "directoryObjects/$entity"),
      ...renderDirectoryObject(restored),
    });
  });
  on("DELETE", `${PATH}/:id`, (context) => {
    deletedObjects.purge(find(context, writePermission).object.id);
    return context.body(null, 204);
  });
}

function writePermission(kind: DeletedObject["kind"]): Permission {
  return kind === "user" ? permissions.deleteUsers : permissions.writeApplications;
}

function render(deleted: DeletedObject): Entity {
  return { ...renderDirectoryObject(deleted), deletedDateTime: deleted.deletedDateTime };
}
