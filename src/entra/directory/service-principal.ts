import type { ClientId, ObjectId } from "../../platform/index.ts";
import type { AppRole, InformationalUrls, PermissionScope } from "./application.ts";
import type { KeyCredential, PasswordCredential } from "./credential.ts";

/** What Microsoft Graph lets a caller decide on a service principal ("servicePrincipal resource type"). */
export interface ServicePrincipalProperties {
  readonly accountEnabled: boolean;
  readonly alternativeNames: readonly string[];
  /** True: only who has an app role assignment gets a token for this resource. */
  readonly appRoleAssignmentRequired: boolean;
  readonly description: string | null;
  readonly loginUrl: string | null;
  readonly notes: string | null;
  readonly notificationEmailAddresses: readonly string[];
  readonly preferredSingleSignOnMode: string | null;
  readonly samlSingleSignOnSettings: { readonly relayState: string | null } | null;
  readonly tags: readonly string[];
}

/** An application in this tenant: what signs in, what is assigned roles, and what tokens are issued for. */
export interface ServicePrincipal extends ServicePrincipalProperties {
  readonly id: ObjectId;
  readonly appId: ClientId;
  readonly servicePrincipalType: "Application" | "ManagedIdentity";
  readonly displayName: string;
  readonly appDisplayName: string | null;
  /** The tenant that the application is registered in; null for a managed identity. */
  readonly appOwnerOrganizationId: string | null;
  readonly appRoles: readonly AppRole[];
  readonly oauth2PermissionScopes: readonly PermissionScope[];
  /** The client id and the identifier URIs: what a token may be asked for by. */
  readonly servicePrincipalNames: readonly string[];
  readonly signInAudience: string | null;
  readonly homepage: string | null;
  readonly logoutUrl: string | null;
  readonly replyUrls: readonly string[];
  readonly info: InformationalUrls | null;
  /** ISO 8601. */
  readonly createdDateTime: string;
  readonly passwordCredentials: readonly PasswordCredential[];
  /** Absent until one is set. */
  readonly keyCredentials?: readonly KeyCredential[];
  readonly owners: readonly ObjectId[];
}

/** What it takes to make the service principal of a registered application. */
export interface ServicePrincipalDraft extends Partial<ServicePrincipalProperties> {
  readonly appId: string;
  readonly id?: ObjectId;
  readonly owners?: readonly ObjectId[];
}

/** What it takes to make the service principal of a managed identity. */
export interface ManagedIdentityDraft {
  readonly displayName: string;
  /** `isExplicit=True` (user-assigned) or `isExplicit=False`, then the id of the identity or of its host. */
  readonly alternativeNames: readonly string[];
}

/** What a service principal has when nobody decided. */
export const servicePrincipalDefaults: ServicePrincipalProperties = {
  accountEnabled: true,
  alternativeNames: [],
  appRoleAssignmentRequired: false,
  description: null,
  loginUrl: null,
  notes: null,
  notificationEmailAddresses: [],
  preferredSingleSignOnMode: null,
  samlSingleSignOnSettings: null,
  tags: [],
};
