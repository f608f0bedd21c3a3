import type { Resource, ResourceStore } from "../../resource-manager/index.ts";
import { apisOfProduct } from "../gateway/apis-of-product.ts";
import { type Effective, mergeScopes } from "../gateway/effective-policy.ts";
import { readPolicyReferences } from "../gateway/read-policy-references.ts";
import { childNotFound, ManagementError } from "../management/management-error.ts";
import {
  apiNameOf,
  apiPropertiesSchema,
  OPERATIONS,
  operationPropertiesSchema,
  POLICY_FRAGMENTS,
  type PolicyProperties,
  PRODUCTS,
  policyFragmentPropertiesSchema,
  policyPropertiesSchema,
  productPropertiesSchema,
} from "../management/model.ts";
import { defaultGlobalPolicy } from "../management/policies/default-policy.ts";
import { convertPolicy } from "../management/policies/policy-format.ts";
import { PolicyDocumentError } from "../management/ports.ts";
import { canonicalId, serviceIdOf } from "../management/resource-tree.ts";
import type { SectionParts } from "../policy-document/sections.ts";
import { type EffectiveLine, type LineOrigin, type ScopedText, sectionLines } from "./section-lines.ts";

export interface EffectiveRequest {
  /** Resource id. */
  readonly operation: string;
  /** Resource id of the product that a caller's subscription is for; without one, no product's policy applies. */
  readonly product?: string | undefined;
}

/**
 * The policy that the gateway runs for an operation, as lines of the documents that it comes from. Documents are taken as
 * `rawxml`, the form in which they are edited. Throws `ManagementError`: 404 for what isn't there, 400 for a product that
 * doesn't have the API, 409 for a stored document that can't be read.
 */
export function effectivePolicy(request: EffectiveRequest, resources: ResourceStore): Effective<EffectiveLine> {
  const operation = resources.get(canonicalId(request.operation, resources));
  if (operation?.type !== OPERATIONS) throw childNotFound("Operation");
  const api = resources.get(operation.id.slice(0, operation.id.toLowerCase().lastIndexOf("/operations/")));
  if (api === undefined) throw childNotFound("API");
  const product = request.product === undefined ? undefined : findProduct(request.product, api, resources);
  const serviceId = serviceIdOf(operation.id);
  const { namedValue } = readPolicyReferences(serviceId, resources);

  function linesOf(
    owner: string,
    scope: Exclude<LineOrigin["scope"], "fragment">,
    scopeName: string,
  ): SectionParts<EffectiveLine> | undefined {
    const policyId = `${owner}/policies/policy`;
    const stored = resources.get(policyId);
    const properties = stored === undefined ? undefined : policyPropertiesSchema.parse(stored.properties);
    const document = properties ?? (scope === "service" ? defaultGlobalPolicy : undefined);
    if (document === undefined) return undefined;
    const text = { scope, scopeName, policyId: stored?.id ?? policyId, source: asRawXml(document) };
    try {
      return sectionLines(text, {
        namedValue,
        fragment: (id) => findFragment(`${serviceId}/policyFragments/${id}`, resources),
      });
    } catch (error) {
      if (!(error instanceof PolicyDocumentError)) throw error;
      const message = `The policy document '${text.policyId}' can't be read: ${error.message}. Save it again.`;
      throw new ManagementError(409, "PolicyDocumentInvalid", message);
    }
  }

  const { displayName: operationName } = operationPropertiesSchema.parse(operation.properties);
  const { displayName: apiName } = apiPropertiesSchema.parse(api.properties);
  return mergeScopes({
    operation: linesOf(operation.id, "operation", operationName),
    api: linesOf(api.id, "api", apiName),
    product: product && linesOf(product.id, "product", productPropertiesSchema.parse(product.properties).displayName),
    global: linesOf(serviceId, "service", "All APIs") ?? {},
  });
}

function findProduct(id: string, api: Resource, resources: ResourceStore): Resource {
  const product = resources.get(id);
  if (product?.type !== PRODUCTS) throw childNotFound("Product");
  const name = apiNameOf(api.name);
  if (apisOfProduct(product.id, resources).has(name.toLowerCase())) return product;
  const message = `The product '${product.name}' doesn't have the API '${name}': its policy is never run for it. Add the API first.`;
  throw new ManagementError(400, "ApiNotInProduct", message);
}

function findFragment(id: string, resources: ResourceStore): ScopedText | undefined {
  const stored = resources.get(id);
  if (stored?.type !== POLICY_FRAGMENTS) return undefined;
  const source = asRawXml(policyFragmentPropertiesSchema.parse(stored.properties));
  return { scope: "fragment", scopeName: stored.name, policyId: stored.id, source };
}

function asRawXml({ value, format }: Pick<PolicyProperties, "value" | "format">): string {
  return convertPolicy(value, format, "rawxml").replace(/^\uFEFF/, "");
}
