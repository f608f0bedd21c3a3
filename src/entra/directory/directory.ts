import type { ObjectId } from "../../platform/index.ts";
import type { AppRoleAssignment, AppRoleAssignmentDraft } from "./app-role-assignment.ts";
import type { Application, ApplicationDraft, ApplicationProperties } from "./application.ts";
import type { AddedPassword, KeyCredential, PasswordRequest } from "./credential.ts";
import type { DeletedObject } from "./deleted-object.ts";
import type { FederatedCredential, FederatedCredentialProperties } from "./federated-credential.ts";
import type { Group, GroupDraft, GroupProperties } from "./group.ts";
import type {
  ManagedIdentityDraft,
  ServicePrincipal,
  ServicePrincipalDraft,
  ServicePrincipalProperties,
} from "./service-principal.ts";
import type { User, UserDraft, UserProperties } from "./user.ts";

/** An object of the directory with its kind, as Microsoft Graph names the kind: `#microsoft.graph.{kind}`. */
export type DirectoryObject =
  | { readonly kind: "application"; readonly object: Application }
  | { readonly kind: "servicePrincipal"; readonly object: ServicePrincipal }
  | { readonly kind: "group"; readonly object: Group }
  | { readonly kind: "user"; readonly object: User };

/** What every kind of object can do. Ids are compared ignoring case. Changes throw `DirectoryError`. */
export interface DirectoryObjects<T> {
  get(id: string): T | undefined;
  /** All, in the order of their ids. */
  list(): readonly T[];
  /** Deletes it with its memberships, ownerships and app role assignments. True if it was there. */
  delete(id: string): boolean;
}

/** Objects with owners: users or service principals. Changes throw `DirectoryError`. */
export interface Owned {
  addOwner(id: string, owner: ObjectId): void;
  removeOwner(id: string, owner: ObjectId): void;
}

/** Objects with client secrets and certificates. Changes throw `DirectoryError`. */
export interface Secrets {
  addPassword(id: string, request?: PasswordRequest): AddedPassword;
  removePassword(id: string, keyId: string): void;
  setKeys(id: string, keys: readonly KeyCredential[]): void;
}

/** App registrations. A change reaches the service principal at once; deleting one deletes it too. */
export interface Applications extends DirectoryObjects<Application>, Owned, Secrets {
  findByAppId(appId: string): Application | undefined;
  create(draft: ApplicationDraft): Application;
  update(id: string, changes: Partial<ApplicationProperties>): Application;
}

/** Principals of applications and of managed identities. Changes throw `DirectoryError`. */
export interface ServicePrincipals extends DirectoryObjects<ServicePrincipal>, Owned, Secrets {
  findByAppId(appId: string): ServicePrincipal | undefined;
  create(draft: ServicePrincipalDraft): ServicePrincipal;
  createManagedIdentity(draft: ManagedIdentityDraft): ServicePrincipal;
  update(id: string, changes: Partial<ServicePrincipalProperties>): ServicePrincipal;
}

/** Security groups. Changes throw `DirectoryError`. */
export interface Groups extends DirectoryObjects<Group>, Owned {
  create(draft: GroupDraft): Group;
  update(id: string, changes: Partial<GroupProperties>): Group;
  addMember(id: string, member: ObjectId): void;
  removeMember(id: string, member: ObjectId): void;
}

/** People. Changes throw `DirectoryError`. */
export interface Users extends DirectoryObjects<User> {
  findByName(userPrincipalName: string): User | undefined;
  create(draft: UserDraft): User;
  update(id: string, changes: Partial<UserProperties>): User;
}

/** Who has which app role. Changes throw `DirectoryError`. */
export interface AppRoleAssignments {
  get(id: string): AppRoleAssignment | undefined;
  /** Those given to `principalId`. */
  ofPrincipal(principalId: string): readonly AppRoleAssignment[];
  /** Those given on the resource with the service principal `resourceId`. */
  onResource(resourceId: string): readonly AppRoleAssignment[];
  create(draft: AppRoleAssignmentDraft): AppRoleAssignment;
  /** True if it was there. */
  delete(id: string): boolean;
}

/** What was deleted and can still come back. */
export interface DeletedObjects {
  get(id: string): DeletedObject | undefined;
  /** All, in the order of their ids. */
  list(): readonly DeletedObject[];
  /** An application comes back with its service principal. Throws `DirectoryError`. */
  restore(id: string): void;
  /** Deletes it for good. True if it was there. */
  purge(id: string): boolean;
}

/** Federated identity credentials of applications, each found by id or by name. Changes throw `DirectoryError`. */
export interface FederatedCredentials {
  list(applicationId: string): readonly FederatedCredential[];
  find(applicationId: string, key: string): FederatedCredential | undefined;
  create(applicationId: string, draft: FederatedCredentialProperties): FederatedCredential;
  update(applicationId: string, key: string, changes: Partial<FederatedCredentialProperties>): FederatedCredential;
  /** True if it was there. */
  delete(applicationId: string, key: string): boolean;
}

/** One tenant's directory. */
export interface Directory {
  readonly tenantId: string;
  /** `gatehouse.onmicrosoft.com`. */
  readonly domain: string;
  readonly displayName: string;
  readonly applications: Applications;
  readonly servicePrincipals: ServicePrincipals;
  readonly groups: Groups;
  readonly users: Users;
  readonly appRoleAssignments: AppRoleAssignments;
  readonly deletedObjects: DeletedObjects;
  readonly federatedCredentials: FederatedCredentials;
  /** The object with this id, of whatever kind. */
  find(id: string): DirectoryObject | undefined;
  /** The groups that hold a principal, at any depth. */
  groupsOf(principal: ObjectId): ReadonlySet<ObjectId>;
}
