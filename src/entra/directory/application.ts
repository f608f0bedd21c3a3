import type { ClientId, ObjectId } from "../../platform/index.ts";
import type { KeyCredential, PasswordCredential } from "./credential.ts";

/** A permission that an application defines and that is assigned to apps, users or groups: a value of `roles` in tokens. */
export interface AppRole {
  readonly id: string;
  readonly allowedMemberTypes: readonly ("Application" | "User")[];
  readonly description: string;
  readonly displayName: string;
  readonly isEnabled: boolean;
  /** What stands in the `roles` claim; a role without a value adds nothing to it. */
  readonly value: string | null;
}

/** A delegated permission: a value of `scp` in tokens. */
export interface PermissionScope {
  readonly id: string;
  readonly adminConsentDescription: string | null;
  readonly adminConsentDisplayName: string | null;
  readonly isEnabled: boolean;
  readonly type: "User" | "Admin";
  readonly userConsentDescription: string | null;
  readonly userConsentDisplayName: string | null;
  readonly value: string | null;
}

/** A claim that a resource asks for beyond the ordinary ones ("Configure optional claims"). */
export interface OptionalClaim {
  readonly name: string;
  readonly source: string | null;
  readonly essential: boolean;
  readonly additionalProperties: readonly string[];
}

/** The optional claims of each kind of token. */
export interface OptionalClaims {
  readonly accessToken: readonly OptionalClaim[];
  readonly idToken: readonly OptionalClaim[];
  readonly saml2Token: readonly OptionalClaim[];
}

/** What an application wants of a resource. By itself it gives nothing: only an assignment does. */
export interface RequiredResourceAccess {
  readonly resourceAppId: string;
  readonly resourceAccess: readonly { readonly id: string; readonly type: "Role" | "Scope" }[];
}

/** What an application is as a resource. */
export interface ApplicationApi {
  readonly acceptMappedClaims: boolean | null;
  readonly knownClientApplications: readonly string[];
  readonly oauth2PermissionScopes: readonly PermissionScope[];
  readonly preAuthorizedApplications: readonly {
    readonly appId: string;
    readonly delegatedPermissionIds: readonly string[];
  }[];
  /** The version of the access tokens issued for this application; null means 1 ("Access tokens", token formats). */
  readonly requestedAccessTokenVersion: 1 | 2 | null;
}

/** What an application is as a web site that people sign in to. */
export interface ApplicationWeb {
  readonly homePageUrl: string | null;
  readonly implicitGrantSettings: {
    readonly enableAccessTokenIssuance: boolean;
    readonly enableIdTokenIssuance: boolean;
  };
  readonly logoutUrl: string | null;
  readonly redirectUris: readonly string[];
}

/** Addresses that people are shown when they are asked for consent. */
export interface InformationalUrls {
  readonly logoUrl: string | null;
  readonly marketingUrl: string | null;
  readonly privacyStatementUrl: string | null;
  readonly supportUrl: string | null;
  readonly termsOfServiceUrl: string | null;
}

/** Where and by whom an application can't be used ("parentalControlSettings resource type"). */
export interface ParentalControlSettings {
  readonly countriesBlockedForMinors: readonly string[];
  readonly legalAgeGroupRule: string;
}

/** What the owner of an application decides ("application resource type" of Microsoft Graph). */
export interface ApplicationProperties {
  readonly displayName: string;
  readonly description: string | null;
  readonly notes: string | null;
  readonly serviceManagementReference: string | null;
  readonly signInAudience:
    | "AzureADMyOrg"
    | "AzureADMultipleOrgs"
    | "AzureADandPersonalMicrosoftAccount"
    | "PersonalMicrosoftAccount";
  readonly identifierUris: readonly string[];
  readonly tags: readonly string[];
  readonly groupMembershipClaims: string | null;
  /** Absent until it is set. */
  readonly tokenEncryptionKeyId?: string | null;
  /** Absent until it is set. */
  readonly parentalControlSettings?: ParentalControlSettings;
  /** Chosen when the application is made, and kept. */
  readonly uniqueName?: string | null;
  readonly isDeviceOnlyAuthSupported: boolean | null;
  readonly isFallbackPublicClient: boolean | null;
  readonly oauth2RequirePostResponse: boolean;
  readonly api: ApplicationApi;
  readonly appRoles: readonly AppRole[];
  readonly info: InformationalUrls;
  readonly optionalClaims: OptionalClaims | null;
  readonly publicClient: { readonly redirectUris: readonly string[] };
  readonly requiredResourceAccess: readonly RequiredResourceAccess[];
  readonly spa: { readonly redirectUris: readonly string[] };
  readonly web: ApplicationWeb;
}

/** An app registration. Not a principal: that is the service principal made from it. */
export interface Application extends ApplicationProperties {
  readonly id: ObjectId;
  readonly appId: ClientId;
  /** ISO 8601. */
  readonly createdDateTime: string;
  readonly publisherDomain: string;
  readonly passwordCredentials: readonly PasswordCredential[];
  readonly keyCredentials: readonly KeyCredential[];
  readonly owners: readonly ObjectId[];
}

/** What it takes to register an application: a name; the rest has Entra's defaults. Ids are made up unless given. */
export interface ApplicationDraft extends Partial<ApplicationProperties> {
  readonly displayName: string;
  readonly id?: ObjectId;
  readonly appId?: ClientId;
  readonly owners?: readonly ObjectId[];
}

/** What an application has when its owner decided nothing. */
export const applicationDefaults: Omit<ApplicationProperties, "displayName"> = {
  description: null,
  notes: null,
  serviceManagementReference: null,
  signInAudience: "AzureADMyOrg",
  identifierUris: [],
  tags: [],
  groupMembershipClaims: null,
  isDeviceOnlyAuthSupported: null,
  isFallbackPublicClient: null,
  oauth2RequirePostResponse: false,
  api: {
    acceptMappedClaims: null,
    knownClientApplications: [],
    oauth2PermissionScopes: [],
    preAuthorizedApplications: [],
    requestedAccessTokenVersion: null,
  },
  appRoles: [],
  info: { logoUrl: null, marketingUrl: null, privacyStatementUrl: null, supportUrl: null, termsOfServiceUrl: null },
  optionalClaims: null,
  publicClient: { redirectUris: [] },
  requiredResourceAccess: [],
  spa: { redirectUris: [] },
  web: {
    homePageUrl: null,
    implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
    logoutUrl: null,
    redirectUris: [],
  },
};
