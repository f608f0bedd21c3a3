import { badRequest } from "./arm-error.ts";
import type { ResourceType } from "./resource-type.ts";

/** Versions of what Resource Manager itself answers: subscriptions, providers, groups, lists of resources, tags. */
export const OWN_API_VERSIONS = ["2014-04-01", "2025-04-01"] as const;

/**
 * Throws Resource Manager's 400 for an api-version that isn't between the oldest and the newest of `type`: for its own types
 * `InvalidApiVersionParameter`, for a resource provider's `NoRegisteredProviderFound`. Azure lists each version that it takes;
 * here the range stands for them.
 */
export function checkApiVersion(type: ResourceType, apiVersion: string): void {
  if (type.scope === "ownPath") checkOwnApiVersion(apiVersion, type.apiVersions);
  if (isBetween(apiVersion, type.apiVersions)) return;
  const [oldest, newest] = type.apiVersions;
  throw badRequest(
    `No registered resource provider found for API version '${apiVersion}' for type '${type.type.slice(type.type.indexOf("/") + 1)}'. The supported api-versions are '${oldest}' to '${newest}'.`,
    "NoRegisteredProviderFound",
  );
}

/** The same for a path of Resource Manager's own. */
export function checkOwnApiVersion(apiVersion: string, versions: ResourceType["apiVersions"] = OWN_API_VERSIONS): void {
  if (isBetween(apiVersion, versions)) return;
  throw badRequest(
    `The api-version '${apiVersion}' is invalid. The supported versions are '${versions[0]}' to '${versions[1]}'.`,
    "InvalidApiVersionParameter",
  );
}

function isBetween(apiVersion: string, [oldest, newest]: ResourceType["apiVersions"]): boolean {
  const date = /^(\d{4}-\d{2}-\d{2})(?:-[a-z]+(?:\.\d+)?)?$/.exec(apiVersion)?.[1];
  return date !== undefined && date >= oldest.slice(0, 10) && date <= newest.slice(0, 10);
}
