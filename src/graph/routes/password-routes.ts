import { z } from "zod";
import type { AddedPassword, PasswordRequest } from "../../entra/index.ts";
import type { ObjectId } from "../../platform/index.ts";
import { passwordSchema, toPasswordRequest } from "../bodies/password-credential.ts";
import { readBody } from "../bodies/read-body.ts";
import { renderPassword } from "../entities/application.ts";
import type { GraphRoutes } from "../graph-app.ts";
import { metadata } from "../odata/respond.ts";
import { permissions, requirePermission } from "../permissions.ts";
import { objectId } from "./object-id.ts";

const addSchema = z.strictObject({
  passwordCredential: passwordSchema.nullish(),
});
const removeSchema = z.strictObject({ keyId: z.guid() });

interface WithSecrets {
  addPassword(id: ObjectId, request: PasswordRequest): AddedPassword;
  removePassword(id: ObjectId, keyId: string): void;
}

/** `addPassword` and `removePassword` of applications and service principals. The text of a secret is answered once. */
export function passwordRoutes(routes: GraphRoutes): void {
  const { applications, servicePrincipals } = routes.entra.directory;
  declare(routes, "/applications/:id", applications);
  declare(routes, "/servicePrincipals/:id", servicePrincipals);
}

function declare({ on }: GraphRoutes, path: string, objects: WithSecrets): void {
  on("POST", `${path}/addPassword`, async (context) => {
    requirePermission(context.var.caller, permissions.writeApplications);
    const id = objectId(context);
    const { passwordCredential } = await readBody(context, addSchema, "PasswordCredential");
    const { credential, secretText } = objects.addPassword(id, toPasswordRequest(passwordCredential));
    return context.json({
      "@odata.context": metadata(context, "microsoft.graph.passwordCredential"),
      ...renderPassword(credential, secretText),
    });
  });
  on("POST", `${path}/removePassword`, async (context) => {
    requirePermission(context.var.caller, permissions.writeApplications);
    const id = objectId(context);
    const { keyId } = await readBody(context, removeSchema, "PasswordCredential");
    objects.removePassword(id, keyId);
    return context.body(null, 204);
  });
}
