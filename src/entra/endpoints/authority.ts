import { isGuid } from "../../platform/index.ts";
import type { Directory } from "../directory/directory.ts";
import { tenantNotDiscovered, tenantNotValid } from "../entra-errors.ts";
import { isDomainName } from "./checks/check-tenant.ts";

/** Whose discovery document is asked for. */
export interface Authority {
  /** What stands for the tenant in the document's URLs: its id, or `common` or `organizations` as asked. */
  readonly segment: string;
  /** What stands for it in issuers: its id, or the literal `{tenantid}` where the tenant depends on who signs in. */
  readonly issuerTenant: string;
}

/** The authority behind a path segment. Personal accounts (`consumers`) have no tenant here. Throws `EntraError`. */
export function findAuthority(directory: Directory, segment: string): Authority {
  const tenant = segment.toLowerCase();
  if (tenant === directory.tenantId.toLowerCase() || tenant === directory.domain) {
    return { segment: directory.tenantId, issuerTenant: directory.tenantId };
  }
  if (tenant === "common" || tenant === "organizations") return { segment: tenant, issuerTenant: "{tenantid}" };
  if (isGuid(tenant) || isDomainName(tenant) || tenant === "consumers") throw tenantNotDiscovered(segment);
  throw tenantNotValid(segment);
}
