import type { ServicePrincipal } from "../../entra/index.ts";
import { toKeyCredentials } from "../bodies/key-credentials.ts";
import { readBody } from "../bodies/read-body.ts";
import { parseReference } from "../bodies/reference.ts";
import {
  servicePrincipalPatchSchema,
  servicePrincipalPostSchema,
  toServicePrincipalChanges,
} from "../bodies/service-principal-body.ts";
import { expansionsOf } from "../entities/expansions.ts";
import { renderServicePrincipal, servicePrincipalType } from "../entities/service-principal.ts";
import type { GraphContext, GraphRoutes } from "../graph-app.ts";
import { insufficientPrivileges, resourceNotFound } from "../graph-error.ts";
import { respondCreated, respondEntity, respondList } from "../odata/respond.ts";
import { selectedKeys } from "../odata/selected-keys.ts";
import { permissions, requirePermission } from "../permissions.ts";
import { alternateKey, isUpsert, objectId } from "./object-id.ts";

/** `/servicePrincipals`: the principals of applications and managed identities. */
export function servicePrincipalRoutes({ entra, on }: GraphRoutes): void {
  const { servicePrincipals, tenantId } = entra.directory;
  const expansions = expansionsOf("servicePrincipal", entra.directory);

  function find(context: GraphContext): ServicePrincipal {
    const id = objectId(context);
    const found = servicePrincipals.get(id);
    if (found === undefined) throw resourceNotFound(id);
    return found;
  }

  /** Those of managed identities and of Microsoft's own applications belong to Azure. */
  function findOwn(context: GraphContext): ServicePrincipal {
    const found = find(context);
    if (found.appOwnerOrganizationId !== tenantId) throw insufficientPrivileges();
    return found;
  }

  on("GET", "/servicePrincipals", (context) => {
    requirePermission(context.var.caller, permissions.readApplications);
    const all = servicePrincipals.list().map(renderServicePrincipal);
    return respondList(context, servicePrincipalType, "servicePrincipals", all, expansions);
  });
  on("POST", "/servicePrincipals", async (context) => {
    const { caller } = context.var;
    requirePermission(caller, permissions.writeApplications);
    const body = await readBody(context, servicePrincipalPostSchema, "ServicePrincipal");
    const { appId, "owners@odata.bind": owners = [], ...properties } = body;
    const created = servicePrincipals.create({
      ...toServicePrincipalChanges(properties),
      appId,
      owners: [caller.objectId, ...owners.map(parseReference)],
    });
    return respondCreated(context, "servicePrincipals", renderServicePrincipal(created));
  });
  on("GET", "/servicePrincipals/:id", (context) => {
    requirePermission(context.var.caller, permissions.readApplications);
    const found = find(context);
    return respondEntity(
      context,
      servicePrincipalType,
      "servicePrincipals",
      {
        ...renderServicePrincipal(found),
        ...selectedKeys(context, found.keyCredentials ?? []),
      },
      expansions,
    );
  });
  on("PATCH", "/servicePrincipals/:id", async (context) => {
    requirePermission(context.var.caller, permissions.writeApplications);
    const key = alternateKey(context);
    if (key?.name === "appId" && isUpsert(context)) {
      const body = await readBody(context, servicePrincipalPatchSchema, "ServicePrincipal");
      const owners = [context.var.caller.objectId];
      const made = servicePrincipals.create({ ...toServicePrincipalChanges(body), appId: key.value, owners });
      return respondCreated(context, "servicePrincipals", renderServicePrincipal(made));
    }
    const found = findOwn(context);
    const { keyCredentials, ...body } = await readBody(context, servicePrincipalPatchSchema, "ServicePrincipal");
    if (keyCredentials !== undefined) {
      servicePrincipals.setKeys(found.id, toKeyCredentials(found.keyCredentials ?? [], keyCredentials));
    }
    servicePrincipals.update(found.id, toServicePrincipalChanges(body));
    return context.body(null, 204);
  });
  on("DELETE", "/servicePrincipals/:id", (context) => {
    requirePermission(context.var.caller, permissions.writeApplications);
    servicePrincipals.delete(findOwn(context).id);
    return context.body(null, 204);
  });
}
