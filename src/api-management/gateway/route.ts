import { GatewayError } from "../pipeline/gateway-error.ts";
import type { HeaderList } from "../pipeline/header-list.ts";
import type { RoutedApi, RoutedOperation, RoutedSuffix, Snapshot } from "./snapshot.ts";

export interface RouteMatch {
  readonly api: RoutedApi;
  /** Undefined when the API has no operation for this method and path. */
  readonly operation: RoutedOperation | undefined;
  /** Below the API's suffix, from `/` on. */
  readonly path: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const NO_PARAMETERS: ReadonlyMap<string, string> = new Map();

/** The API with the longest suffix that the path begins with, and its operation; undefined when no API fits. */
export function route(
  snapshot: Snapshot,
  scheme: string,
  method: string,
  path: string,
  queryString: string,
  headers: HeaderList,
): RouteMatch | undefined {
  const query = queryString === "" ? null : new URLSearchParams(queryString);
  const found = findApi(snapshot, scheme, path, query, headers);
  if (found === undefined) return undefined;
  for (const operation of found.api.operations) {
    if (operation.method !== method && operation.method !== "*") continue;
    const parameters = operation.template.match(found.path, query);
    if (parameters !== undefined) return { ...found, operation, parameters };
  }
  return { ...found, operation: undefined, parameters: NO_PARAMETERS };
}

function findApi(
  snapshot: Snapshot,
  scheme: string,
  path: string,
  query: URLSearchParams | null,
  headers: HeaderList,
): { api: RoutedApi; path: string } | undefined {
  const lower = path.toLowerCase();
  for (let end = lower.length; end >= 1; end = lower.lastIndexOf("/", end - 1)) {
    const api = chooseVersion(snapshot.apis.get(lower.slice(1, end)), query, headers);
    if (api?.schemes.has(scheme)) return { api, path: path.slice(end) || "/" };
    if (end === 1) break;
  }
  const root = chooseVersion(snapshot.apis.get(""), query, headers);
  return root?.schemes.has(scheme) ? { api: root, path } : undefined;
}

/** A request that names no version gets the original, where there is one; a version that isn't there is no API. */
function chooseVersion(
  suffix: RoutedSuffix | undefined,
  query: URLSearchParams | null,
  headers: HeaderList,
): RoutedApi | undefined {
  if (suffix === undefined || suffix.versions.length === 0) return suffix?.original;
  let named = false;
  for (const { place, name, version, api } of suffix.versions) {
    const asked = place === "query" ? (query?.get(name) ?? undefined) : headers.first(name);
    if (asked?.toLowerCase() === version.toLowerCase()) return api;
    named ||= asked !== undefined && asked !== "";
  }
  return named ? undefined : suffix.original;
}

/** 404 for a URL that no operation takes; never 405 (seen: "Resource not found" for a wrong method too). */
export function operationNotFound(): GatewayError {
  return new GatewayError(
    "OperationNotFound",
    "Unable to match incoming request to an operation.",
    { status: 404, message: "Resource not found" },
    "configuration",
  );
}
