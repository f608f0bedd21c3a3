import type { Directory, ServicePrincipal } from "../entra/index.ts";
import { sameResourceId } from "../platform/index.ts";
import type { HostIdentity, IdentitySelection } from "./host-identity.ts";
import { ManagedIdentityError } from "./managed-identity-error.ts";

/** An identity that a host may use. */
export interface SelectedIdentity {
  readonly principal: ServicePrincipal;
  /** The identity's own id, or its host's if it is system-assigned. */
  readonly resourceId: string;
}

/**
 * The identity that a host asks for. Named by nothing, it is the system-assigned one, with no fallback to a user-assigned
 * one ("How to use managed identities for App Service": REST endpoint reference). Throws `ManagedIdentityError`.
 */
export function selectIdentity(
  directory: Directory,
  host: HostIdentity,
  selection: IdentitySelection | undefined,
): SelectedIdentity {
  const { principalId, resourceId } = selection === undefined ? systemAssigned(host) : userAssigned(host, selection);
  const principal = directory.servicePrincipals.get(principalId);
  if (principal === undefined) {
    throw new ManagedIdentityError(
      "identityDeleted",
      `The identity ${resourceId} of ${host.id} was deleted. Remove it from the resource, or assign it anew.`,
    );
  }
  return { principal, resourceId };
}

interface AssignedIdentity {
  readonly principalId: string;
  readonly resourceId: string;
}

function systemAssigned({ id, identity }: HostIdentity): AssignedIdentity {
  if (identity?.principalId !== undefined) return { principalId: identity.principalId, resourceId: id };
  throw new ManagedIdentityError(
    "noSystemAssignedIdentity",
    `${id} has no system-assigned identity. Name one of its user-assigned identities, or switch the system-assigned one on.`,
  );
}

function userAssigned({ id, identity }: HostIdentity, selection: IdentitySelection): AssignedIdentity {
  const all = identity?.userAssignedIdentities ?? {};
  // The gateway asks for each request: no list of pairs is made for it.
  for (const resourceId in all) {
    const assigned = all[resourceId];
    if (assigned !== undefined && isSelected(selection, resourceId, assigned))
      return { principalId: assigned.principalId, resourceId };
  }
  const [name = "", value = ""] = Object.entries(selection)[0] ?? [];
  throw new ManagedIdentityError(
    "identityNotAssigned",
    `${id} has no user-assigned identity with ${name} '${value}'. Assign the identity to it, or name one that it has.`,
  );
}

function isSelected(
  selection: IdentitySelection,
  resourceId: string,
  assigned: { readonly principalId: string; readonly clientId: string },
): boolean {
  if ("clientId" in selection) return sameId(assigned.clientId, selection.clientId);
  if ("principalId" in selection) return sameId(assigned.principalId, selection.principalId);
  return sameResourceId(resourceId, selection.resourceId);
}

function sameId(one: string, other: string): boolean {
  return one === other || one.toLowerCase() === other.toLowerCase();
}
