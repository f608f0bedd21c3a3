import type { ParsedResourceId } from "./resource-id.ts";
import type { ResourceType } from "./resource-type.ts";

/**
 * True if an id, or a collection, of `type` can stand where `target` does. A role is checked on the path that was asked for
 * while a handler goes by group and name, so an id in a wrong place would reach what the caller has no role on.
 */
export function isInPlace({ scope = "resourceGroup" }: ResourceType, target: ParsedResourceId): boolean {
  const { subscriptionId, resourceGroup, names } = target;
  switch (scope) {
    case "extension":
      return true;
    case "ownPath":
      return false;
    case "tenant":
      return target.scope === "" && subscriptionId === undefined;
    case "subscription":
      return target.scope === "" && subscriptionId !== undefined && resourceGroup === undefined;
    case "resourceGroup": {
      const isListOfSubscription = subscriptionId !== undefined && names.length === 0;
      return target.scope === "" && (resourceGroup !== undefined || isListOfSubscription);
    }
  }
}
