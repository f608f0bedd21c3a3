import { randomBytes } from "node:crypto";
import type { ObjectId } from "../../platform/index.ts";
import type { PermissionGrants } from "./directory.ts";
import { DirectoryError, objectNotFound } from "./directory-error.ts";
import type { PermissionGrant } from "./permission-grant.ts";
import type { DirectoryContext } from "./tables.ts";

/** Opens the tenant's delegated permission grants. */
export function openPermissionGrants({ tables }: DirectoryContext): PermissionGrants {
  const table = tables.permissionGrants;

  function principal(id: string): ObjectId {
    const found = tables.servicePrincipals.get(id.toLowerCase());
    if (found === undefined) throw objectNotFound(id);
    return found.id;
  }

  function user(id: string): ObjectId {
    const found = tables.users.get(id.toLowerCase());
    if (found === undefined) throw objectNotFound(id);
    return found.id;
  }

  return {
    get: (id) => table.get(id),
    list: () => [...table.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    create({ clientId, consentType, principalId, resourceId, scope }) {
      if ((consentType === "Principal") !== (principalId !== null)) {
        throw new DirectoryError("INVALID_VALUE", "Property principalId is invalid for the consentType of the grant.");
      }
      const grant: PermissionGrant = {
        id: randomBytes(32).toString("base64url"),
        clientId: principal(clientId),
        consentType,
        principalId: principalId === null ? null : user(principalId),
        resourceId: principal(resourceId),
        scope,
      };
      for (const other of table.values()) {
        if (
          other.clientId === grant.clientId &&
          other.resourceId === grant.resourceId &&
          other.principalId === grant.principalId
        ) {
          throw new DirectoryError("GRANT_EXISTS", "Permission entry already exists.");
        }
      }
      table.put(grant.id, grant);
      return grant;
    },
    update(id, scope) {
      const previous = table.get(id);
      if (previous === undefined) throw objectNotFound(id);
      table.put(id, { ...previous, scope });
    },
    delete: (id) => table.delete(id),
  };
}
