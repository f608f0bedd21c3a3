import { useQuery } from "@tanstack/react-query";
import type { Api } from "../../azure/api-management.ts";
import { useApimList } from "../../azure/api-management.ts";
import { graphList } from "../../azure/graph.ts";
import { type ArmResource, apiVersions, arm } from "../../azure/resource-manager.ts";

export type Subscription = ArmResource<{
  readonly displayName?: string | null;
  readonly scope: string;
  readonly state: string;
}>;
export type Revision = { readonly apiRevision: string; readonly isCurrent: boolean };

export interface Caller {
  /** Object id of the service principal or user. */
  readonly id: string;
  readonly name: string;
  readonly kind: "identity" | "user";
}

/** Active subscriptions of the service. */
export function useSubscriptions(serviceId: string, isReady: boolean) {
  return useApimList<Subscription>(serviceId, "subscriptions", isReady);
}

export function useRevisions(apiId: string, isReady: boolean) {
  return useApimList<Revision>(apiId, "revisions", isReady);
}

/** Who a request can be sent as: every managed identity and every user of the tenant. */
export function useCallers() {
  return useQuery({
    queryKey: ["graph", "callers"],
    queryFn: async ({ signal }): Promise<readonly Caller[]> => {
      const [identities, users] = await Promise.all([
        graphList<{ readonly id: string; readonly displayName: string; readonly servicePrincipalType: string }>(
          "/servicePrincipals?$filter=servicePrincipalType eq 'ManagedIdentity'",
          signal,
        ),
        graphList<{ readonly id: string; readonly displayName: string }>("/users", signal),
      ]);
      return [
        ...identities.map(({ id, displayName }) => ({ id, name: displayName, kind: "identity" as const })),
        ...users.map(({ id, displayName }) => ({ id, name: displayName, kind: "user" as const })),
      ];
    },
  });
}

/** What tokens can be asked for: the identifier URIs of the tenant's applications, or their client ids. */
export function useAudiences() {
  return useQuery({
    queryKey: ["graph", "audiences"],
    queryFn: async ({ signal }): Promise<readonly string[]> => {
      const found = await graphList<{ readonly appId: string; readonly identifierUris: readonly string[] }>(
        "/applications",
        signal,
      );
      return found.flatMap(({ appId, identifierUris }) => (identifierUris.length > 0 ? identifierUris : [appId]));
    },
  });
}

/** The primary key of a subscription; fetched when a request is sent, and kept nowhere. */
export async function fetchKey(subscriptionId: string): Promise<string> {
  const { body } = await arm<{ readonly primaryKey: string }>(
    `${subscriptionId}/listSecrets`,
    apiVersions.apiManagement,
    {
      method: "POST",
    },
  );
  return body.primaryKey;
}

/** The subscription that fits the API best: one for it or for all APIs before the built-in one that opens everything. */
export function bestSubscription(subscriptions: readonly Subscription[], api: Api): Subscription | undefined {
  const rank = ({ properties }: Subscription): number => {
    const below = /\/service\/[^/]+\/?(.*)$/i.exec(properties.scope)?.[1]?.toLowerCase() ?? "";
    if (below === `apis/${api.name.toLowerCase()}`) return 0;
    if (below === "apis") return 1;
    return below === "" ? 2 : 3;
  };
  return subscriptions
    .filter(({ properties }) => properties.state === "active")
    .toSorted((a, b) => rank(a) - rank(b))[0];
}
