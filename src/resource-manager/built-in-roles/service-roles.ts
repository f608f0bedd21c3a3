import { builtInRole, COMMON_ACTIONS } from "./built-in-role.ts";

const HEALTH = "Microsoft.ResourceHealth/availabilityStatuses/read";
const IDENTITIES = "Microsoft.ManagedIdentity/userAssignedIdentities";
const GATEWAY = "Microsoft.ApiManagement/service";

/** Roles of managed identities, App Service and API Management ("Azure built-in roles": Identity, Web and Mobile, Integration). */
export const serviceRoles = [
  builtInRole(
    "e40ec5ca-96e0-45a2-b4ff-59039f2c2b59",
    "Managed Identity Contributor",
    "Manages user-assigned identities, without assigning them to resources.",
    [
      `${IDENTITIES}/read`,
      `${IDENTITIES}/write`,
      `${IDENTITIES}/delete`,
      `${IDENTITIES}/federatedIdentityCredentials/read`,
      `${IDENTITIES}/federatedIdentityCredentials/write`,
      `${IDENTITIES}/federatedIdentityCredentials/delete`,
      `${IDENTITIES}/revokeTokens/action`,
      ...COMMON_ACTIONS,
    ],
  ),
  builtInRole(
    "f1a07417-d97a-45cb-824c-7a7467783830",
    "Managed Identity Operator",
    "Sees user-assigned identities and assigns them to resources.",
    [`${IDENTITIES}/*/read`, `${IDENTITIES}/*/assign/action`, ...COMMON_ACTIONS],
  ),
  builtInRole(
    "2cc479cb-7b4d-49a8-b449-8c00fd0f0a4b",
    "Web Plan Contributor",
    "Manages the plans that sites run on, not the sites.",
    [
      ...COMMON_ACTIONS,
      HEALTH,
      "Microsoft.Web/serverFarms/*",
      "Microsoft.Web/hostingEnvironments/Join/Action",
      "Microsoft.Insights/autoscalesettings/*",
    ],
  ),
  builtInRole(
    "de139f84-1756-47ae-9be6-808fbbe84772",
    "Website Contributor",
    "Manages sites, not the plans that they run on.",
    [
      ...COMMON_ACTIONS,
      "Microsoft.Insights/components/*",
      HEALTH,
      "Microsoft.Web/certificates/*",
      "Microsoft.Web/listSitesAssignedToHostName/read",
      "Microsoft.Web/serverFarms/join/action",
      "Microsoft.Web/serverFarms/read",
      "Microsoft.Web/sites/*",
    ],
  ),
  builtInRole(
    "312a565d-c81f-4fd8-895a-4e21e48d571c",
    "API Management Service Contributor",
    "Manages an API Management service and its APIs.",
    [`${GATEWAY}/*`, ...COMMON_ACTIONS, HEALTH],
  ),
  builtInRole(
    "e022efe7-f5ba-4159-bbe4-b44f577e9b61",
    "API Management Service Operator Role",
    "Manages an API Management service, not its APIs.",
    [
      `${GATEWAY}/*/read`,
      `${GATEWAY}/backup/action`,
      `${GATEWAY}/delete`,
      `${GATEWAY}/managedeployments/action`,
      `${GATEWAY}/read`,
      `${GATEWAY}/restore/action`,
      `${GATEWAY}/updatecertificate/action`,
      `${GATEWAY}/updatehostname/action`,
      `${GATEWAY}/write`,
      ...COMMON_ACTIONS,
      HEALTH,
    ],
    { notActions: [`${GATEWAY}/users/keys/read`] },
  ),
  builtInRole(
    "71522526-b88f-4d52-b57f-d31fc3546d0d",
    "API Management Service Reader Role",
    "Sees an API Management service and its APIs.",
    [`${GATEWAY}/*/read`, `${GATEWAY}/read`, ...COMMON_ACTIONS, HEALTH],
    { notActions: [`${GATEWAY}/users/keys/read`] },
  ),
];
