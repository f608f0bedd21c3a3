import type { Clock, DocumentTable, ObjectId, Store } from "../../platform/index.ts";
import type { AppRoleAssignment } from "./app-role-assignment.ts";
import type { Application } from "./application.ts";
import type { DeletedObject } from "./deleted-object.ts";
import type { DirectoryObject } from "./directory.ts";
import type { FederatedCredential } from "./federated-credential.ts";
import type { Group } from "./group.ts";
import type { ServicePrincipal } from "./service-principal.ts";
import type { User } from "./user.ts";

/** The directory's tables: objects by id in lower case, assignments by their own id. */
export interface Tables {
  readonly applications: DocumentTable<Application>;
  readonly servicePrincipals: DocumentTable<ServicePrincipal>;
  readonly groups: DocumentTable<Group>;
  readonly users: DocumentTable<User>;
  readonly appRoleAssignments: DocumentTable<AppRoleAssignment>;
  readonly deletedObjects: DocumentTable<DeletedObject>;
  readonly federatedCredentials: DocumentTable<FederatedCredential>;
  transaction<R>(work: () => R): R;
}

/** The directory's tables in the cloud's state. */
export function openTables(store: Store): Tables {
  return {
    applications: store.documents("entra_applications"),
    servicePrincipals: store.documents("entra_service_principals"),
    groups: store.documents("entra_groups"),
    users: store.documents("entra_users"),
    appRoleAssignments: store.documents("entra_app_role_assignments"),
    deletedObjects: store.documents("entra_deleted_objects"),
    federatedCredentials: store.documents("entra_federated_credentials"),
    transaction: (work) => store.transaction(work),
  };
}

/** What the kinds of objects share. */
export interface DirectoryContext {
  readonly tables: Tables;
  readonly clock: Clock;
  readonly tenantId: string;
  readonly domain: string;
  find(id: string): DirectoryObject | undefined;
  /** Throws `DirectoryError` unless the id is a user's or a service principal's. */
  requireOwner(id: ObjectId): void;
}

/** Now, as the directory writes it: `2026-08-13T21:24:29Z`. */
export function timestamp(clock: Clock): string {
  return new Date(clock.now()).toISOString().replace(/\.\d{3}Z$/, "Z");
}
