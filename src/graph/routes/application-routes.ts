import type { z } from "zod";
import { type Application, applicationDefaults } from "../../entra/index.ts";
import { applicationPatchSchema, applicationPostSchema, toApplicationChanges } from "../bodies/application-body.ts";
import { toKeyCredentials } from "../bodies/key-credentials.ts";
import { toPasswordRequest } from "../bodies/password-credential.ts";
import { readBody } from "../bodies/read-body.ts";
import { parseReference } from "../bodies/reference.ts";
import { applicationType, renderApplication, renderPassword } from "../entities/application.ts";
import { expansionsOf } from "../entities/expansions.ts";
import type { GraphContext, GraphRoutes } from "../graph-app.ts";
import { badRequest, resourceNotFound } from "../graph-error.ts";
import { respondCreated, respondEntity, respondList } from "../odata/respond.ts";
import { selectedKeys } from "../odata/selected-keys.ts";
import { permissions, requirePermission } from "../permissions.ts";
import { alternateKey, isUpsert, objectId } from "./object-id.ts";

/** `/applications`: app registrations. */
export function applicationRoutes({ entra, on }: GraphRoutes): void {
  const { applications } = entra.directory;
  const expansions = expansionsOf("application", entra.directory);

  function find(context: GraphContext): Application {
    const id = objectId(context);
    const found = applications.get(id);
    if (found === undefined) throw resourceNotFound(id);
    return found;
  }

  /** Makes an application with its certificates and secrets; their texts stand in this answer only. */
  function register(context: GraphContext, body: z.infer<typeof applicationPostSchema>): Response {
    const { "owners@odata.bind": owners = [], passwordCredentials = [], uniqueName = null } = body;
    if (uniqueName !== null && applications.list().some((other) => other.uniqueName === uniqueName)) {
      throw badRequest("Another object with the same value for property uniqueName already exists.");
    }
    const keys = toKeyCredentials([], body.keyCredentials ?? []);
    const { id, appId } = applications.create({
      ...toApplicationChanges(applicationDefaults, body),
      displayName: body.displayName,
      uniqueName,
      owners: [context.var.caller.objectId, ...owners.map(parseReference)],
    });
    try {
      if (keys.length > 0) applications.setKeys(id, keys);
      const added = passwordCredentials.map((request) => applications.addPassword(id, toPasswordRequest(request)));
      const shown = added.map(({ credential, secretText }) => renderPassword(credential, secretText));
      const created = applications.get(id);
      if (created === undefined) throw resourceNotFound(appId);
      return respondCreated(context, "applications", { ...renderApplication(created), passwordCredentials: shown });
    } catch (error) {
      applications.delete(id);
      entra.directory.deletedObjects.purge(id);
      throw error;
    }
  }

  on("GET", "/applications", (context) => {
    requirePermission(context.var.caller, permissions.readApplications);
    return respondList(
      context,
      applicationType,
      "applications",
      applications.list().map(renderApplication),
      expansions,
    );
  });
  on("POST", "/applications", async (context) => {
    requirePermission(context.var.caller, permissions.writeApplications);
    return register(context, await readBody(context, applicationPostSchema, "Application"));
  });
  on("GET", "/applications/:id", (context) => {
    requirePermission(context.var.caller, permissions.readApplications);
    const found = find(context);
    return respondEntity(
      context,
      applicationType,
      "applications",
      {
        ...renderApplication(found),
        ...selectedKeys(context, found.keyCredentials),
      },
      expansions,
    );
  });
  on("PATCH", "/applications/:id", async (context) => {
    requirePermission(context.var.caller, permissions.writeApplications);
    const key = alternateKey(context);
    if (key?.name === "uniqueName" && isUpsert(context)) {
      const body = await readBody(context, applicationPostSchema, "Application");
      return register(context, { ...body, uniqueName: key.value });
    }
    const found = find(context);
    const body = await readBody(context, applicationPatchSchema, "Application");
    const { keyCredentials } = body;
    const keys = keyCredentials === undefined ? undefined : toKeyCredentials(found.keyCredentials, keyCredentials);
    applications.update(found.id, toApplicationChanges(found, body));
    if (keys !== undefined) applications.setKeys(found.id, keys);
    return context.body(null, 204);
  });
  on("DELETE", "/applications/:id", (context) => {
    requirePermission(context.var.caller, permissions.writeApplications);
    applications.delete(find(context).id);
    return context.body(null, 204);
  });
}
