import { z } from "zod";
import { mentioned, readBody } from "../bodies/read-body.ts";
import { federatedCredentialType, renderFederatedCredential } from "../entities/federated-credential.ts";
import type { GraphContext, GraphRoutes } from "../graph-app.ts";
import { badRequest, resourceNotFound } from "../graph-error.ts";
import { respondCreated, respondEntity, respondList } from "../odata/respond.ts";
import { permissions, requirePermission } from "../permissions.ts";
import { objectId } from "./object-id.ts";

const PATH = "/applications/:id/federatedIdentityCredentials";
const RESOURCE = "FederatedIdentityCredential";

/** "federatedIdentityCredential resource type": lengths, and the one audience. */
const properties = {
  issuer: z.url().max(600),
  subject: z.string().min(1).max(600),
  audiences: z.array(z.string().min(1).max(600)).length(1),
  description: z.string().max(600).nullable().optional(),
};
const name = z.string().regex(/^[A-Za-z0-9][\w-]{2,119}$/);
const postSchema = z.strictObject({ ...properties, id: z.string().optional(), name });
const patchSchema = z.strictObject({ ...properties, id: z.string(), name }).partial();

/** Federated identity credentials of applications. */
export function federatedCredentialRoutes({ entra, on }: GraphRoutes): void {
  const { applications, federatedCredentials } = entra.directory;

  function requireApplication(context: GraphContext): string {
    const id = objectId(context);
    if (applications.get(id) === undefined) throw resourceNotFound(id);
    return id;
  }

  function find(context: GraphContext) {
    const application = requireApplication(context);
    const key = context.req.param("credential") ?? "";
    const found = federatedCredentials.find(application, key);
    if (found === undefined) throw resourceNotFound(key);
    return found;
  }

  const set = (context: GraphContext) => `applications('${objectId(context)}')/federatedIdentityCredentials`;

  on("GET", PATH, (context) => {
    requirePermission(context.var.caller, permissions.readApplications);
    const found = federatedCredentials.list(requireApplication(context)).map(renderFederatedCredential);
    return respondList(context, federatedCredentialType, set(context), found);
  });
  on("POST", PATH, async (context) => {
    requirePermission(context.var.caller, permissions.writeApplications);
    const application = requireApplication(context);
    const { id: _, description = null, ...draft } = await readBody(context, postSchema, RESOURCE);
    const created = federatedCredentials.create(application, { ...draft, description });
    return respondCreated(context, set(context), renderFederatedCredential(created));
  });
  on("GET", `${PATH}/:credential`, (context) => {
    requirePermission(context.var.caller, permissions.readApplications);
    return respondEntity(context, federatedCredentialType, set(context), renderFederatedCredential(find(context)));
  });
  on("PATCH", `${PATH}/:credential`, async (context) => {
    requirePermission(context.var.caller, permissions.writeApplications);
    const found = find(context);
    const { id: _, name: sentName, ...changes } = await readBody(context, patchSchema, RESOURCE);
    if (sentName !== undefined && sentName !== found.name) {
      throw badRequest(`Property 'name' of resource '${RESOURCE}' can't be changed.`);
    }
    federatedCredentials.update(found.applicationId, found.id, mentioned(changes));
    return context.body(null, 204);
  });
  on("DELETE", `${PATH}/:credential`, (context) => {
    requirePermission(context.var.caller, permissions.writeApplications);
    const found = find(context);
    federatedCredentials.delete(found.applicationId, found.id);
    return context.body(null, 204);
  });
}
