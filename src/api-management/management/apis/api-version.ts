import { sameResourceId } from "../../../platform/index.ts";
import type { ResourceStore } from "../../../resource-manager/index.ts";
import { validationError } from "../management-error.ts";
import { API_VERSION_SETS, type ApiProperties, apiVersionSetPropertiesSchema } from "../model.ts";
import { lastName } from "../resource-tree.ts";

/** Which version of an API this is, and of which set. */
export type ApiVersion = Pick<ApiProperties, "apiVersion" | "apiVersionSetId">;

/**
 * The version that a body asks for. The set is named by its resource id, or by `/apiVersionSets/{name}`. Throws when there is
 * no such set, for a version without a set, and for one that can't stand in a URL or a header.
 */
export function readApiVersion(
  body: { readonly apiVersion?: string | null | undefined; readonly apiVersionSetId?: string | null | undefined },
  serviceId: string,
  resources: ResourceStore,
): ApiVersion {
  const version = body.apiVersion || undefined;
  if (!body.apiVersionSetId) {
    if (version === undefined) return {};
    throw validationError({ target: "apiVersionSetId", message: "An API with apiVersion needs apiVersionSetId." });
  }
  const id = `${serviceId}/apiVersionSets/${lastName(body.apiVersionSetId)}`;
  const isOurs = sameResourceId(body.apiVersionSetId, id) || /^\/?apiVersionSets\/[^/]+$/i.test(body.apiVersionSetId);
  const set = isOurs ? resources.get(id) : undefined;
  if (set?.type !== API_VERSION_SETS) {
    throw validationError({ target: "apiVersionSetId", message: "API version set not found." });
  }
  if (version !== undefined && !/^[A-Za-z0-9._~-]+$/.test(version)) {
    throw validationError({
      target: "apiVersion",
      message: `'${version}' must have letters, digits, '.', '_', '~' and '-' only.`,
    });
  }
  return { apiVersionSetId: set.id, ...(version === undefined ? {} : { apiVersion: version }) };
}

/** What calls an API, in lower case: no two APIs may have the same. */
export function apiAddress(path: string, version: ApiVersion, resources: ResourceStore): string {
  const { apiVersion, apiVersionSetId } = version;
  const set = apiVersionSetId === undefined ? undefined : resources.get(apiVersionSetId);
  if (set === undefined || apiVersion === undefined) return path.toLowerCase();
  const { versioningScheme } = apiVersionSetPropertiesSchema.parse(set.properties);
  const separator = versioningScheme === "Segment" ? (path === "" ? "" : "/") : "?";
  return `${path}${separator}${apiVersion}`.toLowerCase();
}

export function isSameVersionSet(one: ApiVersion, other: ApiVersion): boolean {
  const { apiVersionSetId } = other;
  return (
    one.apiVersionSetId !== undefined &&
    apiVersionSetId !== undefined &&
    sameResourceId(one.apiVersionSetId, apiVersionSetId)
  );
}
