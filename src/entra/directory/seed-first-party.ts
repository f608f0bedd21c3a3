import { type ClientId, type Clock, derivedGuid, type ObjectId, type Store } from "../../platform/index.ts";
import { type FirstPartyApplication, firstParty } from "./first-party.ts";
import { type ServicePrincipal, servicePrincipalDefaults } from "./service-principal.ts";
import { openTables, timestamp } from "./tables.ts";

/** The tenant that Microsoft's applications are registered in ("Verify first-party Microsoft applications"). */
const MICROSOFT_SERVICES_TENANT = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";

/**
 * Puts the service principals of Microsoft's own applications into a directory that lacks them, with ids that stay.
 * Tells when (in seconds since the epoch) the first of them came, which is when the tenant was made.
 */
export function seedFirstParty(store: Store, clock: Clock): { readonly tenantCreatedOn: number } {
  const { servicePrincipals } = openTables(store);
  const now = timestamp(clock);
  let first = now;
  for (const application of Object.values(firstParty)) {
    const principal = toServicePrincipal(application, now);
    const found = servicePrincipals.get(principal.id);
    if (found === undefined) servicePrincipals.put(principal.id, principal);
    else {
      // A state that an earlier version made may lack app roles that Microsoft has added since.
      if (found.appRoles.length !== principal.appRoles.length) {
        servicePrincipals.put(found.id, { ...found, appRoles: principal.appRoles });
      }
      if (found.createdDateTime < first) first = found.createdDateTime;
    }
  }
  return { tenantCreatedOn: Date.parse(first) / 1000 };
}

function toServicePrincipal(application: FirstPartyApplication, createdDateTime: string): ServicePrincipal {
  return {
    ...servicePrincipalDefaults,
    id: derivedGuid("first-party service principal", application.appId) as ObjectId,
    appId: application.appId as ClientId,
    servicePrincipalType: "Application",
    displayName: application.displayName,
    appDisplayName: application.displayName,
    appOwnerOrganizationId: MICROSOFT_SERVICES_TENANT,
    appRoles: application.appRoles ?? [],
    oauth2PermissionScopes: [],
    servicePrincipalNames: [application.appId, ...application.identifierUris.flatMap((uri) => [uri, `${uri}/`])],
    signInAudience: "AzureADMultipleOrgs",
    homepage: null,
    logoutUrl: null,
    replyUrls: [],
    info: null,
    createdDateTime,
    passwordCredentials: [],
    owners: [],
  };
}
