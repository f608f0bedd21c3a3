import type { Clock, ObjectId, Store } from "../../platform/index.ts";
import { openAppRoleAssignments } from "./app-role-assignments.ts";
import { openApplications } from "./applications.ts";
import { openDeletedObjects } from "./deleted-objects.ts";
import type { Directory, DirectoryObject } from "./directory.ts";
import { DirectoryError } from "./directory-error.ts";
import { openFederatedCredentials } from "./federated-credentials.ts";
import { openGroups } from "./groups.ts";
import { groupsOf } from "./groups-of.ts";
import { openServicePrincipals } from "./service-principals.ts";
import { openTables } from "./tables.ts";
import { openUsers } from "./users.ts";

/** What a directory is opened with. */
export interface DirectoryOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly tenantId: string;
}

/** Opens the directory in the cloud's state. */
export function openDirectory({ store, clock, tenantId }: DirectoryOptions): Directory {
  const domain = "gatehouse.onmicrosoft.com";
  const tables = openTables(store);

  function find(id: string): DirectoryObject | undefined {
    const key = id.toLowerCase();
    const servicePrincipal = tables.servicePrincipals.get(key);
    if (servicePrincipal !== undefined) return { kind: "servicePrincipal", object: servicePrincipal };
    const application = tables.applications.get(key);
    if (application !== undefined) return { kind: "application", object: application };
    const group = tables.groups.get(key);
    if (group !== undefined) return { kind: "group", object: group };
    const user = tables.users.get(key);
    return user === undefined ? undefined : { kind: "user", object: user };
  }

  function requireOwner(id: ObjectId): void {
    const found = find(id);
    if (found?.kind === "user" || found?.kind === "servicePrincipal") return;
    throw new DirectoryError(
      "INVALID_VALUE",
      `The reference target '${id}' of 'owners' is not a user or a service principal.`,
    );
  }

  const context = { tables, clock, tenantId, domain, find, requireOwner };
  const servicePrincipals = openServicePrincipals(context);
  return {
    tenantId,
    domain,
    displayName: "Gatehouse",
    servicePrincipals,
    applications: openApplications(context, servicePrincipals),
    groups: openGroups(context),
    users: openUsers(context),
    appRoleAssignments: openAppRoleAssignments(context),
    deletedObjects: openDeletedObjects(context, servicePrincipals),
    federatedCredentials: openFederatedCredentials(context),
    find,
    groupsOf: (principal) => groupsOf(tables.groups, principal),
  };
}
