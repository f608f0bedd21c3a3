import { isWithin, type ResourceStore } from "../../../resource-manager/index.ts";
import { validationError } from "../management-error.ts";
import { apiNameOf } from "../model.ts";

/**
 * The full resource id that a subscription's `scope` names: `/apis` (all APIs), `/apis/{id}`, `/products/{id}`, or the same
 * below the service's own id. Throws for anything else, and for an API or product that isn't there.
 */
export function readScope(scope: string, serviceId: string, resources: ResourceStore): string {
  const relative = isWithin(scope, serviceId) ? scope.slice(serviceId.length) : scope;
  const match = /^\/?(apis|products)(?:\/([^/]+))?\/?$/i.exec(relative);
  const kind = match?.[1]?.toLowerCase();
  const name = match?.[2];
  if (kind === "apis" && name === undefined) return `${serviceId}/apis`;
  if (kind === undefined || name === undefined) {
    throw validationError({
      target: "scope",
      message: "Subscription scope should be one of '/apis', '/apis/{apiId}', '/products/{productId}'",
    });
  }
  const target = resources.get(`${serviceId}/${kind}/${kind === "apis" ? apiNameOf(name) : name}`);
  if (target === undefined) {
    throw validationError({ target: "scope", message: `${kind === "apis" ? "API" : "Product"} not found.` });
  }
  return target.id;
}
