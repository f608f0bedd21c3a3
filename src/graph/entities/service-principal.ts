import type { ServicePrincipal } from "../../entra/index.ts";
import type { Entity } from "../odata/filter.ts";
import { renderAppRole, renderKey, renderPassword } from "./application.ts";
import { entityType } from "./entity-types.ts";

/** A service principal as Graph shows it ("servicePrincipal resource type"). */
export function renderServicePrincipal(principal: ServicePrincipal): Entity {
  const { owners: _, passwordCredentials, keyCredentials = [], appRoles, ...shown } = principal;
  return {
    ...shown,
    deletedDateTime: null,
    appDescription: null,
    applicationTemplateId: null,
    disabledByMicrosoftStatus: null,
    preferredTokenSigningKeyThumbprint: null,
    samlMetadataUrl: null,
    tokenEncryptionKeyId: null,
    addIns: [],
    appRoles: appRoles.map(renderAppRole),
    keyCredentials: keyCredentials.map(renderKey),
    passwordCredentials: passwordCredentials.map((credential) => renderPassword(credential, null)),
    resourceSpecificApplicationPermissions: [],
    verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
  };
}

/** What can be selected and filtered of a service principal. */
export const servicePrincipalType = entityType("servicePrincipal", [
  "id",
  "deletedDateTime",
  "accountEnabled",
  "alternativeNames",
  "appDisplayName",
  "appDescription",
  "appId",
  "applicationTemplateId",
  "appOwnerOrganizationId",
  "appRoleAssignmentRequired",
  "createdDateTime",
  "description",
  "disabledByMicrosoftStatus",
  "displayName",
  "homepage",
  "loginUrl",
  "logoutUrl",
  "notes",
  "notificationEmailAddresses",
  "preferredSingleSignOnMode",
  "preferredTokenSigningKeyThumbprint",
  "samlMetadataUrl",
  "replyUrls",
  "servicePrincipalNames",
  "servicePrincipalType",
  "signInAudience",
  "tags",
  "tokenEncryptionKeyId",
  "samlSingleSignOnSettings",
  "addIns",
  "appRoles",
  "info",
  "keyCredentials",
  "oauth2PermissionScopes",
  "passwordCredentials",
  "resourceSpecificApplicationPermissions",
  "verifiedPublisher",
]);
