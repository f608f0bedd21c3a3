import type { VerifiedToken } from "../../entra/index.ts";
import type { ObjectId } from "../../platform/index.ts";
import type { AccessControl } from "../../resource-manager/index.ts";
import type { AccessPolicy, PermissionKind, Vault } from "../management/vault.ts";
import { forbidden } from "./key-vault-error.ts";

/** What an operation takes in both models: the policy's permission, and the data action of a role. */
export interface Requirement {
  readonly kind: PermissionKind;
  /** Lower case. */
  readonly permission: string;
  readonly dataAction: string;
}

export interface AuthorizationContext {
  readonly accessControl: AccessControl;
  readonly groupsOf: (principal: ObjectId) => ReadonlySet<ObjectId>;
}

/**
 * Throws Key Vault's 403 unless the vault's model grants the operation: role assignments when `enableRbacAuthorization`,
 * else access policies. One model never helps the other ("Azure RBAC vs. access policies"). `object` is the path below the
 * vault (`secrets/name`), empty when the operation is about the whole vault.
 */
export function authorize(
  vault: Vault,
  caller: VerifiedToken,
  requirement: Requirement,
  object: string,
  context: AuthorizationContext,
): void {
  if (vault.properties.enableRbacAuthorization) {
    const scope = object === "" ? vault.id : `${vault.id}/${object}`;
    if (!context.accessControl.isAllowed(caller.objectId, requirement.dataAction, scope, "data")) {
      throw forbiddenByRbac(vault, caller, requirement, scope);
    }
    return;
  }
  const groups = context.groupsOf(caller.objectId);
  const isPermitted = vault.properties.accessPolicies.some(
    (policy) => isAbout(policy, caller, groups) && permits(policy, requirement),
  );
  if (!isPermitted) {
    throw forbidden(
      `The user, group or application '${describe(caller)}' does not have ${requirement.kind} ${requirement.permission} permission ` +
        `on key vault '${vault.name};location=${vault.location}'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287`,
      "AccessDenied",
    );
  }
}

/** A policy with an application id is about users who come through that application, not about the application itself. */
function isAbout(policy: AccessPolicy, caller: VerifiedToken, groups: ReadonlySet<ObjectId>): boolean {
  if (policy.tenantId.toLowerCase() !== caller.tenantId.toLowerCase()) return false;
  if (policy.applicationId != null) {
    const comesThrough = policy.applicationId.toLowerCase() === caller.clientId.toLowerCase();
    if (!comesThrough || caller.claims.scp === undefined) return false;
  }
  const objectId = policy.objectId.toLowerCase() as ObjectId;
  return objectId === caller.objectId.toLowerCase() || groups.has(objectId);
}

/** "all" leaves out the one that can't be undone ("Vaults - Create Or Update": permissions). */
function permits(policy: AccessPolicy, { kind, permission }: Requirement): boolean {
  const granted = (policy.permissions[kind] ?? []).map((name) => name.toLowerCase());
  return granted.includes(permission) || (granted.includes("all") && permission !== "purge");
}

function forbiddenByRbac(vault: Vault, caller: VerifiedToken, { dataAction }: Requirement, scope: string) {
  return forbidden(
    "Caller is not authorized to perform action on resource.\r\n" +
      "If role assignments, deny assignments or role definitions were changed recently, please observe propagation time.\r\n" +
      `Caller: ${describe(caller)}\r\nAction: '${dataAction}'\r\nResource: '${scope.toLowerCase()}'\r\n` +
      "Assignment: (not found)\r\nDenyAssignmentId: null\r\nDecisionReason: null \r\n" +
      `Vault: ${vault.name};location=${vault.location}\r\n`,
    "ForbiddenByRbac",
  );
}

function describe({ clientId, objectId, claims }: VerifiedToken): string {
  return `appid=${clientId};oid=${objectId};iss=${String(claims.iss)}`;
}
