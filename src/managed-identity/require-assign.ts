import type { ResourceId } from "../platform/index.ts";
import { type AccessControl, ArmError, type Caller, parseResourceId } from "../resource-manager/index.ts";
import { USER_ASSIGNED_IDENTITY } from "./user-assigned-identity.ts";

const ASSIGN = `${USER_ASSIGNED_IDENTITY}/assign/action`;

/**
 * Throws Resource Manager's 403 unless `caller` may assign every identity that the request for `hostId` names, those that the
 * resource has already included: else whoever may write a site could act as any identity ("Managed Identity Operator").
 */
export function requireAssign(
  access: AccessControl,
  caller: Caller,
  hostId: ResourceId,
  identityIds: readonly string[],
): void {
  const refused = identityIds.filter((id) => !access.isAllowed(caller.objectId, ASSIGN, id, "control"));
  if (refused.length === 0) return;
  const action = `${parseResourceId(hostId)?.type}/write`;
  throw new ArmError(
    403,
    "LinkedAuthorizationFailed",
    `The client '${caller.clientId}' with object id '${caller.objectId}' has permission to perform action '${action}' on scope '${hostId}'; ` +
      `however, it does not have permission to perform action '${ASSIGN}' on the linked scope(s) '${refused.join(",")}' or the linked scope(s) are invalid.`,
  );
}
