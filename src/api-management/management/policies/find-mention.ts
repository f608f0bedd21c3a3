import type { ResourceStore } from "../../../resource-manager/index.ts";
import {
  API_POLICIES,
  BACKENDS,
  GLOBAL_POLICIES,
  LOGGERS,
  OPERATION_POLICIES,
  POLICY_FRAGMENTS,
  PRODUCT_POLICIES,
} from "../model.ts";

const documentTypes = [
  GLOBAL_POLICIES,
  PRODUCT_POLICIES,
  API_POLICIES,
  OPERATION_POLICIES,
  POLICY_FRAGMENTS,
  BACKENDS,
  LOGGERS,
] as const;

/**
 * The stored thing in the service that mentions `pattern`: a policy document, a fragment, or the credentials of a backend or a logger. What a
 * comment mentions counts too. Gives its path below the service: `apis/orders/policies/policy`.
 */
export function findMention(serviceId: string, pattern: RegExp, resources: ResourceStore): string | undefined {
  for (const type of documentTypes) {
    for (const { id, properties } of resources.list(type, serviceId)) {
      if (textsIn(properties).some((text) => pattern.test(text))) return id.slice(serviceId.length + 1);
    }
  }
  return undefined;
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
