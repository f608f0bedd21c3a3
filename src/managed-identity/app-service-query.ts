import type { IdentitySelection } from "./host-identity.ts";

/** What a request to the identity endpoint of App Service asks for. */
export interface AppServiceQuery {
  readonly apiVersion: AppServiceApiVersion;
  readonly resource: string;
  readonly selection: IdentitySelection | undefined;
}

/** The api-versions of the endpoint. */
export type AppServiceApiVersion = "2017-09-01" | "2019-08-01";

/** A request that the endpoint can't read; answered with 400. */
export class AppServiceQueryError extends Error {
  readonly code = "BAD_IDENTITY_REQUEST";
}

/** The parameter names by which an identity is named, by api-version ("App Service": REST endpoint reference). */
const SELECTORS: Readonly<
  Record<AppServiceApiVersion, Readonly<Record<string, (value: string) => IdentitySelection>>>
> = {
  "2017-09-01": { clientid: (clientId) => ({ clientId }) },
  "2019-08-01": {
    client_id: (clientId) => ({ clientId }),
    principal_id: (principalId) => ({ principalId }),
    object_id: (principalId) => ({ principalId }),
    mi_res_id: (resourceId) => ({ resourceId }),
  },
};

/** The header that carries the site's secret. */
export function secretHeaderOf(apiVersion: string | null): string {
  return apiVersion === "2017-09-01" ? "secret" : "x-identity-header";
}

/** Reads the query. A selector of another api-version is refused, not ignored: its sender means a certain identity. */
export function parseAppServiceQuery(query: URLSearchParams): AppServiceQuery {
  const apiVersion = query.get("api-version");
  if (apiVersion !== "2017-09-01" && apiVersion !== "2019-08-01") {
    throw new AppServiceQueryError(
      `The api-version '${apiVersion ?? ""}' is not supported. Expected '2019-08-01' or '2017-09-01'.`,
    );
  }
  const resource = query.get("resource");
  if (resource === null || resource === "") throw new AppServiceQueryError("The parameter 'resource' is required.");
  const named = Object.values(SELECTORS)
    .flatMap((selectors) => Object.keys(selectors))
    .filter((name) => query.has(name));
  if (named.length > 1 || query.getAll("resource").length > 1) {
    throw new AppServiceQueryError("One resource and at most one identity can be named.");
  }
  const [name] = named;
  if (name === undefined) return { apiVersion, resource, selection: undefined };
  const select = SELECTORS[apiVersion][name];
  if (select === undefined || query.getAll(name).length > 1) {
    throw new AppServiceQueryError(`The parameter '${name}' doesn't name an identity in api-version '${apiVersion}'.`);
  }
  return { apiVersion, resource, selection: select(query.get(name) ?? "") };
}
