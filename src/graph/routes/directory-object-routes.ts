import { z } from "zod";
import type { DirectoryObject } from "../../entra/index.ts";
import { readBody } from "../bodies/read-body.ts";
import { directoryObjectType, directoryObjectUrl, renderDirectoryObject } from "../entities/directory-object.ts";
import type { GraphRoutes } from "../graph-app.ts";
import { resourceNotFound } from "../graph-error.ts";
import { metadata, respondEntity } from "../odata/respond.ts";
import { readPermission, requirePermission } from "../permissions.ts";
import { objectId } from "./object-id.ts";

/** "directoryObject: getByIds": at most 1000 ids. */
const getByIdsSchema = z.strictObject({
  ids: z.array(z.guid()).max(1000),
  types: z.array(z.string()).nullish(),
});

/** `/directoryObjects`: objects of whatever kind, by id. */
export function directoryObjectRoutes({ entra, on }: GraphRoutes): void {
  const { directory } = entra;

  on("GET", "/directoryObjects/:id", (context) => {
    const id = objectId(context);
    const found = directory.find(id);
    requirePermission(context.var.caller, readPermission(found?.kind ?? "servicePrincipal"));
    if (found === undefined) throw resourceNotFound(id);
    return respondEntity(context, directoryObjectType, "directoryObjects", {
      "@odata.id": directoryObjectUrl(directory.tenantId, id),
      ...renderDirectoryObject(found),
    });
  });
  on("POST", "/directoryObjects/getByIds", async (context) => {
    const { ids, types } = await readBody(context, getByIdsSchema, "DirectoryObject");
    const found = [...new Set(ids)]
      .flatMap((id) => directory.find(id) ?? [])
      .filter(({ kind }) => isWanted(kind, types ?? []));
    requirePermission(context.var.caller, readPermission("servicePrincipal"));
    for (const { kind } of found) requirePermission(context.var.caller, readPermission(kind));
    return context.json({
      "@odata.context": metadata(context, "directoryObjects"),
      value: found.map(renderDirectoryObject),
    });
  });
}

function isWanted(kind: DirectoryObject["kind"], types: readonly string[]): boolean {
  const wanted = types.map((type) => type.toLowerCase());
  return wanted.length === 0 || wanted.includes("directoryobject") || wanted.includes(kind.toLowerCase());
}
