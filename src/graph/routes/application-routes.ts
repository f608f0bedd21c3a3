import { type Application, applicationDefaults } from "../../entra/index.ts";
import { applicationPatchSchema, applicationPostSchema, toApplicationChanges } from "../bodies/application-body.ts";
import { readBody } from "../bodies/read-body.ts";
import { parseReference } from "../bodies/reference.ts";
import { applicationType, renderApplication } from "../entities/application.ts";
import type { GraphContext, GraphRoutes } from "../graph-app.ts";
import { resourceNotFound } from "../graph-error.ts";
import { respondCreated, respondEntity, respondList } from "../odata/respond.ts";
import { permissions, requirePermission } from "../permissions.ts";
import { objectId } from "./object-id.ts";

/** `/applications`: app registrations. */
export function applicationRoutes({ entra, on }: GraphRoutes): void {
  const { applications } = entra.directory;

  function find(context: GraphContext): Application {
    const id = objectId(context);
    const found = applications.get(id);
    if (found === undefined) throw resourceNotFound(id);
    return found;
  }

  on("GET", "/applications", (context) => {
    requirePermission(context.var.caller, permissions.readApplications);
    return respondList(context, applicationType, "applications", applications.list().map(renderApplication));
  });
  on("POST", "/applications", async (context) => {
    const { caller } = context.var;
    requirePermission(caller, permissions.writeApplications);
    const { "owners@odata.bind": owners = [], ...body } = await readBody(context, applicationPostSchema, "Application");
    const draft = { ...toApplicationChanges(applicationDefaults, body), displayName: body.displayName };
    const created = applications.create({ ...draft, owners: [caller.objectId, ...owners.map(parseReference)] });
    return respondCreated(context, "applications", renderApplication(created));
  });
  on("GET", "/applications/:id", (context) => {
    requirePermission(context.var.caller, permissions.readApplications);
    return respondEntity(context, applicationType, "applications", renderApplication(find(context)));
  });
  on("PATCH", "/applications/:id", async (context) => {
    requirePermission(context.var.caller, permissions.writeApplications);
    const found = find(context);
    const body = await readBody(context, applicationPatchSchema, "Application");
    applications.update(found.id, toApplicationChanges(found, body));
    return context.body(null, 204);
  });
  on("DELETE", "/applications/:id", (context) => {
    requirePermission(context.var.caller, permissions.writeApplications);
    applications.delete(find(context).id);
    return context.body(null, 204);
  });
}
