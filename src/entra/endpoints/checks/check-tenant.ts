import { isGuid } from "../../../platform/index.ts";
import type { Directory } from "../../directory/directory.ts";
import { grantNotSupportedByTenant, noTenantInformation, tenantNotFound, tenantNotValid } from "../../entra-errors.ts";

/** A tenant's path segment at the token endpoint must name this tenant, by id or by domain. Throws `EntraError`. */
export function checkTenant(directory: Directory, segment: string): void {
  const tenant = segment.toLowerCase();
  if (tenant === directory.tenantId.toLowerCase() || tenant === directory.domain) return;
  if (tenant === "organizations") throw noTenantInformation();
  if (tenant === "common" || tenant === "consumers") throw grantNotSupportedByTenant();
  if (isGuid(tenant) || isDomainName(tenant)) throw tenantNotFound(segment);
  throw tenantNotValid(segment);
}

/** True for a name of two labels or more. */
export function isDomainName(text: string): boolean {
  return text.length <= 253 && /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,62}$/i.test(text);
}
