import { directoryObjectType } from "../entities/directory-object.ts";
import { withType } from "../entities/entity-types.ts";
import { groupType, renderGroup } from "../entities/group.ts";
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

/** `memberOf`: the groups that hold an object directly. There are no administrative units, so it is in none. */
export function memberOfRoutes({ entra, on }: GraphRoutes): void {
  const { directory } = entra;

  for (const [collection, kind] of KINDS) {
    const check = (context: GraphContext): void => {
      requirePermission(context.var.caller, readPermission(kind));
      const id = objectId(context);
      if (directory.find(id)?.kind !== kind) throw resourceNotFound(id);
    };
    on("GET", `/${collection}/:id/memberOf`, (context) => {
      check(context);
      requirePermission(context.var.caller, permissions.readGroups);
      const member = objectId(context);
      const holding = directory.groups.list().filter((group) => group.members.includes(member));
      const entities = holding.map((group) => withType("group", renderGroup(group)));
      return respondList(context, directoryObjectType, "directoryObjects", entities);
    });
    on("GET", `/${collection}/:id/memberOf/microsoft.graph.administrativeUnit`, (context) => {
      check(context);
      return respondList(context, groupType, "directoryObjects", []);
    });
  }
}
