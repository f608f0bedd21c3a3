import type { Directory } from "../../entra/index.ts";
import type { IdentityTokenRequest } from "../../managed-identity/index.ts";
import { sameResourceId } from "../../platform/index.ts";
import type { Resource, ResourceStore } from "../../resource-manager/index.ts";

const IDENTITIES = "Microsoft.ManagedIdentity/userAssignedIdentities";

/** Which managed identity a person means, as a host that has it would ask for its token. */
export type NamedIdentity =
  | { readonly kind: "found"; readonly request: Pick<IdentityTokenRequest, "host" | "select"> }
  | { readonly kind: "none" }
  /** Two resource groups may hold identities of one name: the resource ids to choose from. */
  | { readonly kind: "several"; readonly ids: readonly string[] };

/**
 * Finds a managed identity by name, resource id, client id or object id. A system-assigned identity goes by its resource's
 * name and id.
 */
export function findIdentity(
  { resources, directory }: { readonly resources: ResourceStore; readonly directory: Directory },
  wanted: string,
): NamedIdentity {
  const principalId = directory.servicePrincipals.findByAppId(wanted)?.id ?? wanted;
  const found = resources.below("").filter((resource) => {
    const principal = principalOf(resource);
    if (principal === undefined) return false;
    return (
      principal.principalId.toLowerCase() === principalId.toLowerCase() ||
      resource.name.toLowerCase() === wanted.toLowerCase() ||
      sameResourceId(resource.id, wanted)
    );
  });
  const [only] = found;
  if (only === undefined) return { kind: "none" };
  if (found.length > 1) return { kind: "several", ids: found.map(({ id }) => id) };
  return { kind: "found", request: asHost(only) };
}

/** Name of the resource whose identity a service principal is; undefined if it is none's. */
export function identityName(resources: ResourceStore, principalId: string): string | undefined {
  return resources.below("").find((resource) => principalOf(resource)?.principalId === principalId)?.name;
}

function isUserAssigned(resource: Resource): boolean {
  return resource.type.toLowerCase() === IDENTITIES.toLowerCase();
}

interface Principal {
  readonly principalId: string;
  readonly clientId: string;
}

function principalOf(resource: Resource): Principal | undefined {
  if (!isUserAssigned(resource)) {
    const principalId = resource.identity?.principalId;
    return principalId === undefined ? undefined : { principalId, clientId: "" };
  }
  const { clientId = "", principalId = "" } = resource.properties as Partial<Principal>;
  return { clientId, principalId };
}

/** A user-assigned identity is used by what it is assigned to: the operator asks as such a host would. */
function asHost(resource: Resource): Pick<IdentityTokenRequest, "host" | "select"> {
  const { id, identity } = resource;
  if (!isUserAssigned(resource)) return { host: { id, identity } };
  const { clientId, principalId } = principalOf(resource) ?? { clientId: "", principalId: "" };
  return {
    host: { id, identity: { type: "UserAssigned", userAssignedIdentities: { [id]: { clientId, principalId } } } },
    select: { resourceId: id },
  };
}
