import type { AccessControl } from "./access-control.ts";
import type { ResourceType } from "./resource-type.ts";
import { scopeOf } from "./role-scope.ts";

/** What the caller may do at a scope (Authorization REST: "Permissions"): one entry for each permission of its roles. */
export function permissionsType(access: AccessControl): ResourceType {
  return {
    type: "Microsoft.Authorization/permissions",
    apiVersions: ["2015-07-01", "2022-05-01"],
    scope: "extension",
    list(request) {
      const value = access.permissions(request.caller.objectId, scopeOf(request));
      return { status: 200, body: { value } };
    },
  };
}
