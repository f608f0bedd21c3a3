import type { Directory } from "../../entra/index.ts";
import { entityType } from "../entities/entity-types.ts";
import type { GraphRoutes } from "../graph-app.ts";
import { resourceNotFound } from "../graph-error.ts";
import type { Entity } from "../odata/filter.ts";
import { respondEntity, respondList } from "../odata/respond.ts";
import { permissions, requirePermission } from "../permissions.ts";

const domainType = entityType("domain", [
  "id",
  "authenticationType",
  "availabilityStatus",
  "isAdminManaged",
  "isDefault",
  "isInitial",
  "isRoot",
  "isVerified",
  "supportedServices",
  "state",
]);
const organizationType = entityType("organization", ["id", "displayName", "tenantType", "verifiedDomains"]);

/** `/organization` and `/domains`. */
export function tenantRoutes({ entra, on }: GraphRoutes): void {
  const { directory } = entra;

  on("GET", "/organization", (context) => {
    requirePermission(context.var.caller, permissions.readOrganization);
    return respondList(context, organizationType, "organization", [renderOrganization(directory)]);
  });
  on("GET", "/organization/:id", (context) => {
    requirePermission(context.var.caller, permissions.readOrganization);
    const id = context.req.param("id") ?? "";
    if (id.toLowerCase() !== directory.tenantId.toLowerCase()) throw resourceNotFound(id);
    return respondEntity(context, organizationType, "organization", renderOrganization(directory));
  });
  on("GET", "/domains", (context) => {
    requirePermission(context.var.caller, permissions.readDomains);
    return respondList(context, domainType, "domains", [renderDomain(directory)]);
  });
  on("GET", "/domains/:id", (context) => {
    requirePermission(context.var.caller, permissions.readDomains);
    const id = context.req.param("id") ?? "";
    if (id.toLowerCase() !== directory.domain) throw resourceNotFound(id);
    return respondEntity(context, domainType, "domains", renderDomain(directory));
  });
}

/** The one domain that every tenant has ("domain resource type"). */
function renderDomain({ domain }: Directory): Entity {
  return {
    id: domain,
    authenticationType: "Managed",
    availabilityStatus: null,
    isAdminManaged: true,
    isDefault: true,
    isInitial: true,
    isRoot: true,
    isVerified: true,
    supportedServices: [],
    state: null,
  };
}

function renderOrganization({ tenantId, displayName, domain }: Directory): Entity {
  return {
    id: tenantId,
    displayName,
    tenantType: "AAD",
    verifiedDomains: [{ capabilities: "Email", isDefault: true, isInitial: true, name: domain, type: "Managed" }],
  };
}
