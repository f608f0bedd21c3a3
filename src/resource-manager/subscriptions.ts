import type { AccessControl } from "./access-control.ts";
import { ArmError } from "./arm-error.ts";
import { checkOwnApiVersion } from "./check-api-version.ts";
import { LOCATIONS } from "./locations.ts";
import { requireRole } from "./require-role.ts";
import type { Caller, ResourceResponse } from "./resource-type.ts";
import type { SubscriptionTags, Tags } from "./tags.ts";
import type { TypeRegistry } from "./type-registry.ts";

/** The one subscription and the one tenant that a cloud has. */
export interface SubscriptionView {
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly tenantDomain: string;
}

const READ_PROVIDERS = "Microsoft.Resources/subscriptions/providers/read";

/** What the paths above resource groups are answered from. */
export interface SubscriptionContext {
  readonly subscription: SubscriptionView;
  readonly registry: TypeRegistry;
  readonly access: AccessControl;
  readonly subscriptionTags: SubscriptionTags;
}

/**
 * What lies above resource groups (Resource Manager REST: "Subscriptions", "Tenants", "Providers"). Undefined when `path`
 * is something else. `path` has single slashes and none at the end. The list of subscriptions has those in which the caller
 * has a role anywhere; all else takes the role that Azure names ("Azure permissions for Management and governance").
 */
export function answerSubscriptionPath(
  method: string,
  path: string,
  apiVersion: string,
  caller: Caller,
  context: SubscriptionContext,
): ResourceResponse | undefined {
  const { subscription: view, registry, access } = context;
  const tags = context.subscriptionTags.get(view.subscriptionId);
  const scope = `/subscriptions/${view.subscriptionId}`;
  function answer(verb: "GET" | "POST", operation: string, body: unknown): ResourceResponse {
    checkMethod(method, verb);
    checkOwnApiVersion(apiVersion);
    requireRole(access, caller, operation, scope);
    return { status: 200, body };
  }

  const lower = path.toLowerCase();
  if (lower === "/tenants" || lower === "/subscriptions") {
    checkMethod(method, "GET");
    checkOwnApiVersion(apiVersion);
    if (lower === "/tenants") return { status: 200, body: { value: [renderTenant(view)] } };
    const isSeen = access.hasRoleAround(caller.objectId, scope);
    return { status: 200, body: { value: isSeen ? [renderSubscription(view, tags)] : [] } };
  }
  const match = /^\/subscriptions\/[^/]+(?:\/(locations|providers)(?:\/([^/]+)(\/register)?)?)?$/.exec(lower);
  if (match === null) return undefined;
  const [, collection, namespace, register] = match;
  if (collection === undefined)
    return answer("GET", "Microsoft.Resources/subscriptions/read", renderSubscription(view, tags));
  if (collection === "locations") {
    if (namespace !== undefined) return undefined;
    const value = LOCATIONS.map((entry) => renderLocation(view, entry));
    return answer("GET", "Microsoft.Resources/subscriptions/locations/read", { value });
  }
  if (namespace === undefined) {
    const value = registry.namespaces().map((name) => renderProvider(view, registry, name));
    return answer("GET", READ_PROVIDERS, { value });
  }
  const known = registry.namespaces().find((name) => name.toLowerCase() === namespace);
  if (known === undefined) throw registry.unknownNamespace(namespace);
  const provider = renderProvider(view, registry, known);
  return register === undefined
    ? answer("GET", READ_PROVIDERS, provider)
    : answer("POST", `${known}/register/action`, provider);
}

/** Throws Resource Manager's 405 for another method than `expected`. */
export function checkMethod(method: string, expected: "GET" | "POST"): void {
  if (method === expected) return;
  throw new ArmError(405, "HttpMethodNotSupported", `The http method '${method}' is not supported here.`);
}

function renderSubscription({ subscriptionId, tenantId }: SubscriptionView, tags: Tags): unknown {
  return {
    id: `/subscriptions/${subscriptionId}`,
    authorizationSource: "RoleBased",
    managedByTenants: [],
    subscriptionId,
    tenantId,
    displayName: "Gatehouse",
    state: "Enabled",
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
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
