import type { Application, AppRole, KeyCredential, PasswordCredential } from "../../entra/index.ts";
import type { Entity } from "../odata/filter.ts";
import { entityType } from "./entity-types.ts";

/** An application as Graph shows it ("application resource type"). */
export function renderApplication(application: Application): Entity {
  const { owners: _, passwordCredentials, keyCredentials, appRoles, web, ...shown } = application;
  return {
    deletedDateTime: null,
    applicationTemplateId: null,
    disabledByMicrosoftStatus: null,
    tokenEncryptionKeyId: null,
    uniqueName: null,
    samlMetadataUrl: null,
    defaultRedirectUri: null,
    certification: null,
    addIns: [],
    parentalControlSettings: { countriesBlockedForMinors: [], legalAgeGroupRule: "Allow" },
    ...shown,
    appRoles: appRoles.map(renderAppRole),
    keyCredentials: keyCredentials.map(renderKey),
    passwordCredentials: passwordCredentials.map((credential) => renderPassword(credential, null)),
    verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
    web: { ...web, redirectUriSettings: web.redirectUris.map((uri) => ({ uri, index: null })) },
  };
}

/** An app role, with where it comes from: always the application. */
export function renderAppRole(role: AppRole): Entity {
  return { ...role, origin: "Application" };
}

/** A client secret. Its text is seen once, in the answer that made it. */
export function renderPassword(credential: PasswordCredential, secretText: string | null): Entity {
  const { keyId, displayName, hint, startDateTime, endDateTime } = credential;
  return { customKeyIdentifier: null, displayName, endDateTime, hint, keyId, secretText, startDateTime };
}

/** A certificate. Its `key` is shown only to who selects `keyCredentials` of one object ("keyCredential resource type"). */
export function renderKey(credential: KeyCredential): Entity {
  return { ...credential, key: null };
}

/** What can be selected and filtered of an application. */
export const applicationType = entityType("application", [
  "id",
  "deletedDateTime",
  "appId",
  "applicationTemplateId",
  "disabledByMicrosoftStatus",
  "createdDateTime",
  "displayName",
  "description",
  "groupMembershipClaims",
  "identifierUris",
  "isDeviceOnlyAuthSupported",
  "isFallbackPublicClient",
  "notes",
  "publisherDomain",
  "serviceManagementReference",
  "signInAudience",
  "tags",
  "tokenEncryptionKeyId",
  "uniqueName",
  "samlMetadataUrl",
  "defaultRedirectUri",
  "certification",
  "optionalClaims",
  "oauth2RequirePostResponse",
  "addIns",
  "api",
  "appRoles",
  "info",
  "keyCredentials",
  "parentalControlSettings",
  "passwordCredentials",
  "publicClient",
  "requiredResourceAccess",
  "verifiedPublisher",
  "web",
  "spa",
]);
