import type { Directory, User } from "../../entra/index.ts";
import { isGuid } from "../../platform/index.ts";
import { entityType } from "../entities/entity-types.ts";
import { renderUser, userType } from "../entities/user.ts";
import type { GraphContext, GraphRoutes } from "../graph-app.ts";
import { resourceNotFound, unreadable } from "../graph-error.ts";
import type { Entity } from "../odata/filter.ts";
import { respondEntity, respondList } from "../odata/respond.ts";
import { permissions, requirePermission } from "../permissions.ts";

const organizationType = entityType("organization", ["id", "displayName", "tenantType", "verifiedDomains"]);

/** `/organization`, `/users` (to read) and `/me`. */
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
  on("GET", "/users", (context) => {
    requirePermission(context.var.caller, permissions.readUsers);
    return respondList(context, userType, "users", directory.users.list().map(renderUser));
  });
  on("GET", "/users/:id", (context) => {
    requirePermission(context.var.caller, permissions.readUsers);
    return respondEntity(context, userType, "users", renderUser(findUser(directory, context)));
  });
  on("GET", "/me", () => {
    throw unreadable("/me request is only valid with delegated authentication flow.");
  });
}

/** By id or by user principal name. */
function findUser({ users }: Directory, context: GraphContext): User {
  const id = context.req.param("id") ?? "";
  const found = isGuid(id) ? users.get(id) : users.findByName(id);
  if (found === undefined) throw resourceNotFound(id);
  return found;
}

function renderOrganization({ tenantId, displayName, domain }: Directory): Entity {
  return {
    id: tenantId,
    displayName,
    tenantType: "AAD",
    verifiedDomains: [{ capabilities: "Email", isDefault: true, isInitial: true, name: domain, type: "Managed" }],
  };
}
