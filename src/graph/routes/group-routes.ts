import type { Group, GroupProperties } from "../../entra/index.ts";
import { groupPatchSchema, groupPostSchema } from "../bodies/group-body.ts";
import { mentioned, readBody } from "../bodies/read-body.ts";
import { parseReference } from "../bodies/reference.ts";
import { expansionsOf } from "../entities/expansions.ts";
import { groupType, renderGroup } from "../entities/group.ts";
import type { GraphContext, GraphRoutes } from "../graph-app.ts";
import { resourceNotFound } from "../graph-error.ts";
import { respondCreated, respondEntity, respondList } from "../odata/respond.ts";
import { permissions, requirePermission } from "../permissions.ts";
import { objectId } from "./object-id.ts";

/** `/groups`: security groups with assigned members. */
export function groupRoutes({ entra, on }: GraphRoutes): void {
  const { groups } = entra.directory;
  const expansions = expansionsOf("group", entra.directory);

  function find(context: GraphContext): Group {
    const id = objectId(context);
    const found = groups.get(id);
    if (found === undefined) throw resourceNotFound(id);
    return found;
  }

  on("GET", "/groups", (context) => {
    requirePermission(context.var.caller, permissions.readGroups);
    return respondList(context, groupType, "groups", groups.list().map(renderGroup), expansions);
  });
  on("POST", "/groups", async (context) => {
    requirePermission(context.var.caller, permissions.writeGroups);
    const body = await readBody(context, groupPostSchema, "Group");
    const created = groups.create({
      displayName: body.displayName,
      mailNickname: body.mailNickname,
      description: body.description ?? null,
      members: (body["members@odata.bind"] ?? []).map(parseReference),
      owners: (body["owners@odata.bind"] ?? []).map(parseReference),
    });
    return respondCreated(context, "groups", renderGroup(created));
  });
  on("GET", "/groups/:id", (context) => {
    requirePermission(context.var.caller, permissions.readGroups);
    return respondEntity(context, groupType, "groups", renderGroup(find(context)), expansions);
  });
  on("PATCH", "/groups/:id", async (context) => {
    requirePermission(context.var.caller, permissions.writeGroups);
    const { id } = find(context);
    const { displayName, mailNickname, description } = await readBody(context, groupPatchSchema, "Group");
    const changes: Partial<GroupProperties> = mentioned({ displayName, mailNickname, description });
    groups.update(id, changes);
    return context.body(null, 204);
  });
  on("DELETE", "/groups/:id", (context) => {
    requirePermission(context.var.caller, permissions.writeGroups);
    groups.delete(find(context).id);
    return context.body(null, 204);
  });
}
