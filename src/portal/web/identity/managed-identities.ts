import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useSubscriptionPath } from "../azure/gatehouse.ts";
import { type ArmResource, apiVersions, armList } from "../azure/resource-manager.ts";
import { useServicePrincipals } from "./directory.ts";

export interface ManagedIdentity {
  readonly kind: "system-assigned" | "user-assigned";
  /** Object id of its service principal. */
  readonly principalId: string;
  /** Empty until the directory told it. */
  readonly clientId: string;
  readonly name: string;
  /** The identity itself, or the resource whose system-assigned identity it is. */
  readonly resourceId: string;
  /** The resources that may use it. */
  readonly usedBy: readonly string[];
}

type UserAssigned = ArmResource<{ readonly principalId: string; readonly clientId: string }>;

/** Managed identities and what they belong to, as Resource Manager tells it; client ids of system-assigned ones as Graph does. */
export function useManagedIdentities(): UseQueryResult<readonly ManagedIdentity[]> {
  const subscription = useSubscriptionPath();
  const principals = useServicePrincipals();
  const clientIds = new Map((principals.data ?? []).map(({ id, appId }) => [id, appId]));
  return useQuery({
    queryKey: ["resources", "managed identities"],
    queryFn: async ({ signal }) => {
      const [userAssigned, resources] = await Promise.all([
        armList<UserAssigned>(
          `${subscription}/providers/Microsoft.ManagedIdentity/userAssignedIdentities`,
          apiVersions.identity,
          signal,
        ),
        armList<ArmResource>(`${subscription}/resources`, apiVersions.resources, signal),
      ]);
      return managedIdentities(userAssigned, resources);
    },
    enabled: subscription !== undefined,
    select: (found) =>
      found.map((identity) => ({
        ...identity,
        clientId: identity.clientId || (clientIds.get(identity.principalId) ?? ""),
      })),
  });
}

/** Of everything that is deployed, the identities. */
export function managedIdentities(
  userAssigned: readonly UserAssigned[],
  resources: readonly ArmResource[],
): readonly ManagedIdentity[] {
  const usersOf = (identityId: string): readonly string[] =>
    resources.flatMap(({ id, identity }) =>
      Object.keys(identity?.userAssignedIdentities ?? {}).some((used) => isSameId(used, identityId)) ? [id] : [],
    );
  const own = userAssigned.map(({ id, name, properties: { principalId, clientId } }) => ({
    kind: "user-assigned" as const,
    principalId,
    clientId,
    name,
    resourceId: id,
    usedBy: usersOf(id),
  }));
  const systemAssigned = resources.flatMap(({ id, name, identity }) =>
    identity?.principalId === undefined
      ? []
      : [
          {
            kind: "system-assigned" as const,
            principalId: identity.principalId,
            clientId: "",
            name,
            resourceId: id,
            usedBy: [id],
          },
        ],
  );
  return [...own, ...systemAssigned].sort((a, b) => a.name.localeCompare(b.name));
}

/** Resource ids are the same whatever their case. */
function isSameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** `name (type)` of a resource id, for people: `fn-demo (sites)`. */
export function resourceLabel(id: string): string {
  const parts = id.split("/");
  return `${parts.at(-1) ?? id} (${parts
    .slice(6, 7)
    .concat(parts.slice(7, -1).filter((_part, index) => index % 2 === 0))
    .join("/")})`;
}
