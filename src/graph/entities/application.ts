import type { Application, AppRole, PasswordCredential } from "../../entra/index.ts";
import type { Entity } from "../odata/filter.ts";
import { entityType } from "./entity-types.ts";

/** An application as Graph shows it ("application resource type"). */
export function renderApplication(application: Application): Entity {
  const { owners: _, passwordCredentials, appRoles, web, ...shown } = application;
  return {
    ...shown,
    deletedDateTime: null,
    applicationTemplateId: null,
    disabledByMicrosoftStatus: null,
    tokenEncryptionKeyId: null,
    samlMetadataUrl: null,
    defaultRedirectUri: null,
    certification: null,
    addIns: [],
    appRoles: appRoles.map(renderAppRole),
    parentalControlSettings: { countriesBlockedForMinors: [], legalAgeGroupRule: "Allow" },
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
