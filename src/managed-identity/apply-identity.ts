import type { Directory } from "../entra/index.ts";
import type { ObjectId, ResourceId } from "../platform/index.ts";
import {
  type AccessControl,
  type ArmError,
  badRequest,
  type Caller,
  parseResourceId,
  type ResourceIdentity,
  type ResourceStore,
} from "../resource-manager/index.ts";
import { alternativeNames } from "./alternative-names.ts";
import { parseIdentity } from "./parse-identity.ts";
import { requireAssign } from "./require-assign.ts";
import { readIdentityProperties, USER_ASSIGNED_IDENTITY } from "./user-assigned-identity.ts";

/** A resource whose `identity` block is set. */
export interface IdentityTarget {
  readonly id: ResourceId;
  readonly name: string;
  /** Who sets it: must be allowed to assign each user-assigned identity. */
  readonly caller: Caller;
  /** What it had before. */
  readonly previous?: ResourceIdentity | undefined;
}

/** Where identities live. */
export interface ApplyIdentityContext {
  readonly directory: Directory;
  readonly resources: ResourceStore;
  readonly access: AccessControl;
}

/**
 * What the `identity` block of a request becomes: makes or deletes the system-assigned service principal, and resolves the
 * user-assigned identities, whose list is taken as complete. Without a block (undefined or null) the resource keeps what it
 * had; the type `None` takes all away. Throws `ArmError`, having changed nothing.
 */
export function applyIdentity(
  { directory, resources, access }: ApplyIdentityContext,
  target: IdentityTarget,
  requested: unknown,
): ResourceIdentity | undefined {
  if (requested === undefined || requested === null) return target.previous;
  const { systemAssigned, userAssigned } = parseIdentity(requested);
  for (const id of userAssigned) checkIdentityId(id);
  requireAssign(access, target.caller, target.id, userAssigned);
  const users = Object.fromEntries(userAssigned.map((id) => [id, resolveIdentity(resources, target.id, id)] as const));
  const principalId = systemAssigned ? keepOrCreate(directory, target) : undefined;
  if (!systemAssigned) deleteSystemAssigned(directory, target.previous);
  if (!systemAssigned && userAssigned.length === 0) return undefined;
  return {
    type: [systemAssigned ? "SystemAssigned" : "", userAssigned.length > 0 ? "UserAssigned" : ""]
      .filter(Boolean)
      .join(", "),
    ...(principalId === undefined ? {} : { principalId, tenantId: directory.tenantId }),
    ...(userAssigned.length === 0 ? {} : { userAssignedIdentities: users }),
  };
}

/** Deletes the service principal of a system-assigned identity, if there is one. */
export function deleteSystemAssigned(directory: Directory, identity: ResourceIdentity | undefined): void {
  if (identity?.principalId !== undefined) directory.servicePrincipals.delete(identity.principalId);
}

function keepOrCreate(directory: Directory, { id, name, previous }: IdentityTarget): ObjectId {
  const kept = previous?.principalId;
  if (kept !== undefined && directory.servicePrincipals.get(kept) !== undefined) return kept;
  return directory.servicePrincipals.createManagedIdentity({
    displayName: name,
    alternativeNames: alternativeNames("systemAssigned", id),
  }).id;
}

function checkIdentityId(id: string): void {
  const parsed = parseResourceId(id);
  if (!id.startsWith("/") || parsed?.type.toLowerCase() !== USER_ASSIGNED_IDENTITY.toLowerCase()) {
    throw badRequest(
      `Property id '${id}' at path 'identity.userAssignedIdentities' is invalid. Expect fully qualified resource Id that start ` +
        "with '/subscriptions/{subscriptionId}' or '/providers/{resourceProviderNamespace}/'.",
      "LinkedInvalidPropertyId",
      "identity",
    );
  }
}

function resolveIdentity(resources: ResourceStore, hostId: string, id: string) {
  const identity = resources.get(id);
  if (identity === undefined) throw identityNotFound(hostId, id);
  const { principalId, clientId } = readIdentityProperties(identity);
  return { principalId, clientId };
}

/** As Resource Manager passes on what its identity provider answers, for `az webapp identity assign` for one. */
function identityNotFound(hostId: string, id: string): ArmError {
  const inner = JSON.stringify({ error: { code: "BadRequest", message: `Resource '${id}' was not found.` } });
  return badRequest(
    `Identity operation for resource '${hostId}' failed with error 'Failed to perform resource identity operation. ` +
      `Status: 'BadRequest'. Response: '${inner}'.'.`,
    "FailedIdentityOperation",
  );
}
