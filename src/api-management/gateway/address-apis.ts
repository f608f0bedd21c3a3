import type { ResourceStore } from "../../resource-manager/index.ts";
import { type ApiProperties, apiVersionSetPropertiesSchema } from "../management/model.ts";
import type { RoutedApi, RoutedSuffix, VersionedApi } from "./snapshot.ts";

interface StoredApi {
  readonly api: RoutedApi;
  readonly properties: ApiProperties;
}

/**
 * APIs by the suffix that calls them ("Versions in API Management": versioning schemes). A version of the scheme Segment is
 * the last part of the suffix; versions of the others share theirs. A revision is called by its number after the suffix, the current one
 * without it, too ("Revisions in Azure API Management").
 */
export function addressApis(apis: readonly StoredApi[], resources: ResourceStore): ReadonlyMap<string, RoutedSuffix> {
  const suffixes = new Map<string, { original: RoutedApi | undefined; readonly versions: VersionedApi[] }>();
  for (const { api, properties } of apis) {
    const { apiVersion: version, apiVersionSetId, apiRevision, isCurrent } = properties;
    const set = apiVersionSetId === undefined ? undefined : resources.get(apiVersionSetId);
    const scheme = set && version ? apiVersionSetPropertiesSchema.parse(set.properties) : undefined;
    const path = properties.path.toLowerCase();
    const isSegment = scheme?.versioningScheme === "Segment";
    const key = isSegment ? [path, version?.toLowerCase()].filter(Boolean).join("/") : path;
    for (const address of [...(isCurrent ? [key] : []), `${key};rev=${apiRevision}`]) {
      const suffix = suffixes.get(address) ?? { original: undefined, versions: [] };
      suffixes.set(address, suffix);
      if (scheme === undefined || version === undefined || isSegment) suffix.original ??= api;
      else if (scheme.versioningScheme === "Query") {
        suffix.versions.push({ place: "query", name: scheme.versionQueryName ?? "", version, api });
      } else suffix.versions.push({ place: "header", name: scheme.versionHeaderName ?? "", version, api });
    }
  }
  return suffixes;
}
