import { type Log, type ResourceId, resourceKey } from "../../platform/index.ts";
import type { Resource, ResourceStore } from "../../resource-manager/index.ts";
import type { ApiView, OperationView, ProductView, SubscriptionView } from "../expressions/index.ts";
import {
  API_POLICIES,
  APIS,
  type ApiProperties,
  apiNameOf,
  apiPropertiesSchema,
  GLOBAL_POLICIES,
  OPERATION_POLICIES,
  OPERATIONS,
  operationPropertiesSchema,
  PRODUCT_GROUPS,
  PRODUCT_POLICIES,
  PRODUCTS,
  policyPropertiesSchema,
  productPropertiesSchema,
  SUBSCRIPTIONS,
  subscriptionPropertiesSchema,
  userPropertiesSchema,
} from "../management/model.ts";
import { defaultGlobalPolicy } from "../management/policies/default-policy.ts";
import type { PolicyScope } from "../management/ports.ts";
import type { Step } from "../pipeline/step.ts";
import { type CompiledDocument, compileDocument } from "../policies/compile-document.ts";
import { parseBackendUrl } from "../policies/parse-backend-url.ts";
import {
  noReferences,
  type PolicyReferences,
  type RecordedReferences,
  recordReferences,
} from "../policies/policy-references.ts";
import { addressApis } from "./address-apis.ts";
import { apisOfProduct } from "./apis-of-product.ts";
import { readBackends } from "./backend-entity.ts";
import { type EffectivePolicy, mergeScopes, type ScopedDocuments } from "./effective-policy.ts";
import { failingDocument } from "./failing-document.ts";
import { readPolicyReferences } from "./read-policy-references.ts";
import { groupsLinked, readUsers } from "./read-users.ts";
import type { KeyHolder, RoutedApi, RoutedOperation, Snapshot } from "./snapshot.ts";
import { compileUrlTemplate } from "./url-template.ts";

/**
 * Compiled documents by the stored object they came from: a document is compiled once, and again when a named value or a
 * fragment that it uses has changed.
 */
export type DocumentCache = WeakMap<
  Resource,
  { readonly compiled: CompiledDocument; readonly references: RecordedReferences }
>;

/**
 * Compiles a service from its stored resources. Documents were compiled once before they were stored; one that compiles no
 * more, because another version of this program stored it, is logged and fails the requests that it is for.
 */
export function compileSnapshot(service: Resource, resources: ResourceStore, cache: DocumentCache, log: Log): Snapshot {
  const references = readPolicyReferences(service.id, resources);
  const documentAt = (id: string, scope: PolicyScope): CompiledDocument | undefined => {
    const stored = resources.get(`${id}/policies/policy`);
    if (stored === undefined) return undefined;
    const known = cache.get(stored);
    if (known?.references.holds(references)) return known.compiled;
    const recorded = recordReferences(references);
    const compiled = compileStored(stored, scope, recorded, log);
    cache.set(stored, { compiled, references: recorded });
    return compiled;
  };
  const globalDocument =
    documentAt(service.id, "global") ??
    compileDocument(defaultGlobalPolicy.value, defaultGlobalPolicy.format, "global", noReferences);
  const products = readProducts(service, resources);
  const productDocuments = new Map([...products.keys()].map((id) => [id, documentAt(id, "product")]));

  /** Effective policies by product, made when first asked for. */
  function byProduct(
    specific: Pick<ScopedDocuments<Step>, "operation" | "api">,
  ): (productId: string | undefined) => EffectivePolicy {
    const kept = new Map<string | undefined, EffectivePolicy>();
    return (productId) => {
      const known = kept.get(productId);
      if (known !== undefined) return known;
      const product = productId === undefined ? undefined : productDocuments.get(productId);
      const merged = mergeScopes({ ...specific, product, global: globalDocument });
      kept.set(productId, merged);
      return merged;
    };
  }

  function compileApi(resource: Resource): RoutedApi {
    const properties = apiPropertiesSchema.parse(resource.properties);
    const document = documentAt(resource.id, "api");
    const name = apiNameOf(resource.name);
    const containing = new Map([...products].filter(([, product]) => product.apis.has(name.toLowerCase())));
    const open = [...containing].find(([, product]) => !product.view.subscriptionRequired);
    return {
      id: resource.id,
      view: apiView(resource, properties),
      schemes: new Set(properties.protocols),
      backend: properties.serviceUrl === undefined ? null : (parseBackendUrl(properties.serviceUrl) ?? null),
      subscriptionRequired: properties.subscriptionRequired,
      openingScopes: new Set([service.id, `${service.id}/apis`, `${service.id}/apis/${name}`].map(resourceKey)),
      products: new Map([...containing].map(([id, product]) => [id, product.view])),
      openProduct: open === undefined ? undefined : { id: open[0], view: open[1].view },
      operations: resources
        .list(OPERATIONS, resource.id)
        .map((operation) => compileOperation(operation, document))
        .sort((a, b) => b.template.precedence - a.template.precedence),
      policy: byProduct({ api: document }),
    };
  }

  function compileOperation(resource: Resource, apiDocument: CompiledDocument | undefined): RoutedOperation {
    const { displayName, method, urlTemplate } = operationPropertiesSchema.parse(resource.properties);
    const view: OperationView = { id: resource.name, name: displayName, method, urlTemplate };
    return {
      view,
      method,
      template: compileUrlTemplate(urlTemplate),
      policy: byProduct({ operation: documentAt(resource.id, "operation"), api: apiDocument }),
    };
  }

  return {
    service,
    serviceName: service.name,
    region: service.location ?? "",
    apis: addressApis(
      resources
        .list(APIS, service.id)
        .map((resource) => ({ api: compileApi(resource), properties: apiPropertiesSchema.parse(resource.properties) })),
      resources,
    ),
    keys: readKeys(service, resources),
    backends: readBackends(service, resources, references),
    globalPolicy: mergeScopes({ global: globalDocument }),
  };
}

function compileStored(stored: Resource, scope: PolicyScope, references: PolicyReferences, log: Log): CompiledDocument {
  try {
    const { value, format } = policyPropertiesSchema.parse(stored.properties);
    return compileDocument(value, format, scope, references);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log.error("A stored policy document can't be run: save it again", { document: stored.id, error: reason });
    return failingDocument(scope, `The policy document '${stored.id}' can't be run: ${reason}`);
  }
}

interface Product {
  readonly view: ProductView;
  /** Names of its APIs in lower case. */
  readonly apis: ReadonlySet<string>;
}

function readProducts(service: Resource, resources: ResourceStore): ReadonlyMap<string, Product> {
  const products = new Map<string, Product>();
  for (const resource of resources.list(PRODUCTS, service.id)) {
    const properties = productPropertiesSchema.parse(resource.properties);
    const view: ProductView = {
      id: resource.name,
      name: properties.displayName,
      approvalRequired: properties.approvalRequired ?? false,
      subscriptionRequired: properties.subscriptionRequired,
      subscriptionsLimit: properties.subscriptionsLimit ?? null,
      state: properties.state === "published" ? "Published" : "NotPublished",
      groups: groupsLinked(PRODUCT_GROUPS, resource.id, resources),
    };
    const apis = apisOfProduct(resource.id, resources);
    products.set(resourceKey(resource.id), { view, apis });
  }
  return products;
}

function readKeys(service: Resource, resources: ResourceStore): ReadonlyMap<string, KeyHolder> {
  const keys = new Map<string, KeyHolder>();
  const users = readUsers(service, resources);
  for (const resource of resources.list(SUBSCRIPTIONS, service.id)) {
    const properties = subscriptionPropertiesSchema.parse(resource.properties);
    if (properties.state !== "active" || isBlocked(properties.ownerId, resources)) continue;
    for (const key of [properties.primaryKey, properties.secondaryKey]) {
      const view: SubscriptionView = {
        id: resource.name,
        name: properties.displayName,
        key,
        primaryKey: properties.primaryKey,
        secondaryKey: properties.secondaryKey,
        createdDate: Date.parse(properties.createdDate),
        startDate: null,
        endDate: properties.expirationDate === undefined ? null : Date.parse(properties.expirationDate),
      };
      keys.set(key, {
        view,
        user: users.get(resourceKey(properties.ownerId ?? "")) ?? null,
        scope: resourceKey(properties.scope),
      });
    }
  }
  return keys;
}

/** A blocked user calls no API ("How to manage user accounts in Azure API Management"). */
function isBlocked(ownerId: string | undefined, resources: ResourceStore): boolean {
  const owner = ownerId === undefined ? undefined : resources.get(ownerId);
  return owner !== undefined && userPropertiesSchema.parse(owner.properties).state === "blocked";
}

function apiView(resource: Resource, properties: ApiProperties): ApiView {
  return {
    id: apiNameOf(resource.name),
    name: properties.displayName,
    path: properties.path,
    revision: properties.apiRevision,
    version: properties.apiVersion ?? "",
    isCurrentRevision: properties.isCurrent,
    protocols: properties.protocols,
    serviceUrl: properties.serviceUrl === undefined ? null : (parseBackendUrl(properties.serviceUrl) ?? null),
    subscriptionKeyParameterNames: properties.subscriptionKeyParameterNames,
  };
}

export function serviceIdOf(resource: Resource): ResourceId {
  return resource.id.split("/").slice(0, 9).join("/") as ResourceId;
}

export const policyTypes = [GLOBAL_POLICIES, PRODUCT_POLICIES, API_POLICIES, OPERATION_POLICIES] as const;
