import { GatewayError } from "../pipeline/gateway-error.ts";
import type { RoutedApi, RoutedOperation, Snapshot } from "./snapshot.ts";

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
): RouteMatch | undefined {
  const found = findApi(snapshot, scheme, path);
  if (found === undefined) return undefined;
  const query = queryString === "" ? null : new URLSearchParams(queryString);
  for (const operation of found.api.operations) {
    if (operation.method !== method && operation.method !== "*") continue;
    const parameters = operation.template.match(found.path, query);
    if (parameters !== undefined) return { ...found, operation, parameters };
  }
  return { ...found, operation: undefined, parameters: NO_PARAMETERS };
}

function findApi(snapshot: Snapshot, scheme: string, path: string): { api: RoutedApi; path: string } | undefined {
  const lower = path.toLowerCase();
  for (let end = lower.length; end >= 1; end = lower.lastIndexOf("/", end - 1)) {
    const api = snapshot.apis.get(lower.slice(1, end));
    if (api?.schemes.has(scheme)) return { api, path: path.slice(end) || "/" };
    if (end === 1) break;
  }
  const root = snapshot.apis.get("");
  return root?.schemes.has(scheme) ? { api: root, path } : undefined;
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
