import { z } from "zod";
import { readBody } from "../bodies/read-body.ts";
import type { GraphContext, GraphRoutes } from "../graph-app.ts";
import { resourceNotFound } from "../graph-error.ts";
import { metadata } from "../odata/respond.ts";
import { permissions, readPermission, requirePermission } from "../permissions.ts";
import { objectId } from "./object-id.ts";

const COLLECTIONS = ["directoryObjects", "groups", "servicePrincipals", "users"] as const;

const checkSchema = z.strictObject({ groupIds: z.array(z.guid()).min(1).max(20) });
const getSchema = z.strictObject({ securityEnabledOnly: z.boolean().optional() });

/** "directoryObject: checkMemberGroups" and "getMemberGroups": the groups that hold an object at any depth, by their ids. */
export function memberGroupRoutes({ entra, on }: GraphRoutes): void {
  const { directory } = entra;

  function groupsOf(context: GraphContext): ReadonlySet<string> {
    const id = objectId(context);
    const found = directory.find(id);
    requirePermission(context.var.caller, readPermission(found?.kind ?? "group"));
    requirePermission(context.var.caller, permissions.readGroups);
    if (found === undefined) throw resourceNotFound(id);
    return directory.groupsOf(found.object.id);
  }

  const ids = (context: GraphContext, value: readonly string[]) =>
    context.json({ "@odata.context": metadata(context, "Collection(Edm.String)"), value });

  for (const collection of COLLECTIONS) {
    on("POST", `/${collection}/:id/checkMemberGroups`, async (context) => {
      const groups = groupsOf(context);
      const { groupIds } = await readBody(context, checkSchema, "checkMemberGroups");
      return ids(
        context,
        groupIds.map((id) => id.toLowerCase()).filter((id) => groups.has(id)),
      );
    });
    on("POST", `/${collection}/:id/getMemberGroups`, async (context) => {
      const groups = groupsOf(context);
      await readBody(context, getSchema, "getMemberGroups");
      return ids(context, [...groups]);
    });
  }
}
