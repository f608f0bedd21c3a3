import type { DirectoryObject, Group } from "../../entra/index.ts";
import type { ObjectId } from "../../platform/index.ts";
import { directoryObjectType, renderVisible } from "../entities/directory-object.ts";
import type { GraphContext, GraphRoutes } from "../graph-app.ts";
import { resourceNotFound } from "../graph-error.ts";
import { respondList } from "../odata/respond.ts";
import { permissions, readPermission, requirePermission } from "../permissions.ts";
import { objectId } from "./object-id.ts";

const KINDS = [
  ["groups", "group"],
  ["servicePrincipals", "servicePrincipal"],
  ["users", "user"],
] as const;

/** What relates objects at any depth: `transitiveMembers`, `transitiveMemberOf`; and `ownedObjects`. */
export function transitiveRoutes({ entra, on }: GraphRoutes): void {
  const { directory } = entra;

  function respond(context: GraphContext, found: readonly DirectoryObject[]): Response {
    const entities = found
      .toSorted((a, b) => (a.object.id < b.object.id ? -1 : 1))
      .map((one) => renderVisible(context.var.caller, one));
    return respondList(context, directoryObjectType, "directoryObjects", entities);
  }

  function check(context: GraphContext, kind: DirectoryObject["kind"]): ObjectId {
    requirePermission(context.var.caller, readPermission(kind));
    const id = objectId(context);
    if (directory.find(id)?.kind !== kind) throw resourceNotFound(id);
    return id;
  }

  for (const [collection, kind] of KINDS) {
    on("GET", `/${collection}/:id/transitiveMemberOf`, (context) => {
      const id = check(context, kind);
      requirePermission(context.var.caller, permissions.readGroups);
      return respond(
        context,
        [...directory.groupsOf(id)].flatMap((group) => directory.find(group) ?? []),
      );
    });
  }
  on("GET", "/groups/:id/transitiveMembers", (context) => {
    const id = check(context, "group");
    return respond(
      context,
      [...membersOf(id)].flatMap((member) => directory.find(member) ?? []),
    );
  });
  for (const [collection, kind] of KINDS.slice(1)) {
    on("GET", `/${collection}/:id/ownedObjects`, (context) => {
      const id = check(context, kind);
      requirePermission(context.var.caller, permissions.readApplications);
      const { applications, servicePrincipals, groups } = directory;
      const owned = [...applications.list(), ...servicePrincipals.list(), ...groups.list()].filter(({ owners }) =>
        owners.includes(id),
      );
      return respond(
        context,
        owned.flatMap((object) => directory.find(object.id) ?? []),
      );
    });
  }

  /** The members of a group and of the groups in it. Groups that hold each other are fine. */
  function membersOf(id: ObjectId): ReadonlySet<ObjectId> {
    const found = new Set<ObjectId>();
    const pending: (Group | undefined)[] = [directory.groups.get(id)];
    for (let group = pending.pop(); group !== undefined; group = pending.pop()) {
      for (const member of group.members) {
        if (found.has(member)) continue;
        found.add(member);
        const nested = directory.groups.get(member);
        if (nested !== undefined) pending.push(nested);
      }
    }
    return found;
  }
}
