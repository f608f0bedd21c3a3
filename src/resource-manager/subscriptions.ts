import { ArmError } from "./arm-error.ts";
import type { ResourceResponse } from "./resource-type.ts";
import type { TypeRegistry } from "./type-registry.ts";

/** The one subscription and the one tenant that a cloud has. */
export interface SubscriptionView {
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly tenantDomain: string;
}

const LOCATIONS = [
  ["uksouth", "UK South"],
  ["ukwest", "UK West"],
  ["westeurope", "West Europe"],
  ["northeurope", "North Europe"],
  ["eastus", "East US"],
  ["eastus2", "East US 2"],
  ["westus2", "West US 2"],
  ["westus3", "West US 3"],
  ["southeastasia", "Southeast Asia"],
  ["australiaeast", "Australia East"],
] as const;

/**
 * What lies above resource groups (Resource Manager REST: "Subscriptions", "Tenants", "Providers"). Undefined when `path`
 * is something else. `path` has single slashes and none at the end.
 */
export function answerSubscriptionPath(
  method: string,
  path: string,
  view: SubscriptionView,
  registry: TypeRegistry,
): ResourceResponse | undefined {
  const lower = path.toLowerCase();
  if (lower === "/tenants") return get(method, { value: [renderTenant(view)] });
  if (lower === "/subscriptions") return get(method, { value: [renderSubscription(view)] });
  const match = /^\/subscriptions\/([^/]+)(?:\/(locations|providers)(?:\/([^/]+)(\/register)?)?)?$/.exec(lower);
  if (match === null) return undefined;
  const [, , collection, namespace, register] = match;
  if (collection === undefined) return get(method, renderSubscription(view));
  if (collection === "locations")
    return namespace === undefined
      ? get(method, { value: LOCATIONS.map((entry) => renderLocation(view, entry)) })
      : undefined;
  if (namespace === undefined)
    return get(method, { value: registry.namespaces().map((name) => renderProvider(view, registry, name)) });
  const known = registry.namespaces().find((name) => name.toLowerCase() === namespace);
  if (known === undefined) throw registry.unknownNamespace(namespace);
  if (register !== undefined) {
    return method === "POST" ? { status: 200, body: renderProvider(view, registry, known) } : methodNotAllowed(method);
  }
  return get(method, renderProvider(view, registry, known));
}

function get(method: string, body: unknown): ResourceResponse {
  return method === "GET" ? { status: 200, body } : methodNotAllowed(method);
}

function methodNotAllowed(method: string): never {
  throw new ArmError(405, "HttpMethodNotSupported", `The http method '${method}' is not supported here.`);
}

function renderSubscription({ subscriptionId, tenantId }: SubscriptionView): unknown {
  return {
    id: `/subscriptions/${subscriptionId}`,
    authorizationSource: "RoleBased",
    managedByTenants: [],
    subscriptionId,
    tenantId,
    displayName: "Gatehouse",
    state: "Enabled",
    subscriptionPolicies: {
      locationPlacementId: "Public_2014-09-01",
      quotaId: "PayAsYouGo_2014-09-01",
      spendingLimit: "Off",
    },
  };
}

function renderTenant({ tenantId, tenantDomain }: SubscriptionView): unknown {
  return {
    id: `/tenants/${tenantId}`,
    tenantId,
    countryCode: "GB",
    displayName: "Gatehouse",
    domains: [tenantDomain],
    tenantCategory: "Home",
    defaultDomain: tenantDomain,
    tenantType: "AAD",
  };
}

function renderLocation({ subscriptionId }: SubscriptionView, [name, displayName]: readonly [string, string]): unknown {
  return {
    id: `/subscriptions/${subscriptionId}/locations/${name}`,
    name,
    type: "Region",
    displayName,
    regionalDisplayName: displayName,
    metadata: { regionType: "Physical", regionCategory: "Recommended" },
  };
}

function renderProvider({ subscriptionId }: SubscriptionView, registry: TypeRegistry, namespace: string): unknown {
  return {
    id: `/subscriptions/${subscriptionId}/providers/${namespace}`,
    namespace,
    registrationState: "Registered",
    registrationPolicy: "RegistrationRequired",
    resourceTypes: registry.typesOf(namespace).map((type) => ({
      resourceType: type.type.slice(namespace.length + 1),
      locations: LOCATIONS.map(([, displayName]) => displayName),
      apiVersions: [type.apiVersions[1], type.apiVersions[0]],
    })),
  };
}
