/** Where a provider's keys come from, and whether its issuer counts. */
export interface IssuerMetadata {
  readonly url: string;
  /** `any`: the configuration is not a tenant's, so App Service checks no issuer. */
  readonly issuer: "as in the metadata" | "any";
}

const MANY_TENANTS = new Set(["common", "organizations", "consumers"]);

/**
 * The OpenID Connect metadata behind the configured issuer URL. "Any configuration other than a tenant-specific
 * endpoint" is multi-tenant ("Configure your App Service app to use Microsoft Entra sign-in"): here that is an empty
 * issuer, and Entra's `common`, `organizations` and `consumers`. Every other URL is taken at its word. `loginHost` is
 * Entra's host name.
 */
export function issuerMetadata(issuer: string, loginHost: string): IssuerMetadata {
  if (issuer === "") return { url: `https://${loginHost}/common/.well-known/openid-configuration`, issuer: "any" };
  const url = `${issuer.replace(/\/+$/, "")}/.well-known/openid-configuration`;
  return { url, issuer: isMultiTenant(issuer, loginHost) ? "any" : "as in the metadata" };
}

function isMultiTenant(issuer: string, loginHost: string): boolean {
  if (!URL.canParse(issuer)) return false;
  const { hostname, pathname } = new URL(issuer);
  const isEntra = [loginHost, "login.windows.net", "sts.windows.net"].includes(hostname);
  return isEntra && MANY_TENANTS.has(pathname.split("/")[1]?.toLowerCase() ?? "");
}
