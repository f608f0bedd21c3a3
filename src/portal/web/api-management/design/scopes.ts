import type { PolicyScopeKind } from "../../../../control/contract/policies.ts";
import type { Product } from "../products/product.ts";

/** A scope whose policy runs for what the page is of. */
export interface Scope {
  readonly kind: PolicyScopeKind;
  /** `Product: Gold`. */
  readonly name: string;
  readonly policyId: string;
  /** Name of the product, of its scope. */
  readonly product?: string;
}

/** What scopes are called, by kind. */
export const scopeNames: Readonly<Record<PolicyScopeKind, string>> = {
  operation: "Operation",
  api: "API",
  product: "Product",
  service: "All APIs",
  fragment: "Fragment",
};

export interface ScopesOf {
  readonly operationId: string | undefined;
  readonly apiId: string;
  readonly serviceId: string;
  readonly products: readonly Product[];
}

/** The scopes of an operation, or of an API, from the narrowest to the broadest. */
export function scopesOf({ operationId, apiId, serviceId, products }: ScopesOf): readonly Scope[] {
  const of = (kind: PolicyScopeKind, owner: string): Scope => ({
    kind,
    name: scopeNames[kind],
    policyId: policyIdOf(owner),
  });
  return [
    ...(operationId === undefined ? [] : [of("operation", operationId)]),
    of("api", apiId),
    ...products.map(({ name, properties }) => ({
      ...of("product", `${serviceId}/products/${name}`),
      name: `Product: ${properties.displayName}`,
      product: name,
    })),
    of("service", serviceId),
  ];
}

/** The id of the policy of a service, a product, an API or an operation. */
export function policyIdOf(owner: string): string {
  return `${owner}/policies/policy`;
}

/** What a policy is of: the id of a service, a product, an API or an operation. */
export function ownerOf(policyId: string): string {
  return policyId.slice(0, policyId.lastIndexOf("/policies/"));
}

/** The part of an address that says which scope's document is open, without `?`; a product that is chosen stays so. */
export function addressOf({ kind, product }: Scope, query: URLSearchParams): string {
  const chosen = product ?? query.get("product");
  return new URLSearchParams({ scope: kind, ...(chosen === null ? {} : { product: chosen }) }).toString();
}

/** The scope that an address names; undefined if it names none of these. */
export function addressedScope(scopes: readonly Scope[], query: URLSearchParams): Scope | undefined {
  return scopes.find(
    ({ kind, product }) => kind === query.get("scope") && (product === undefined || product === query.get("product")),
  );
}
