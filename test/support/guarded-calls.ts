/** The api-version that each provider is called with. */
export const VERSIONS: Readonly<Record<string, string>> = {
  "Microsoft.ApiManagement": "2022-08-01",
  "Microsoft.Authorization": "2022-04-01",
  "Microsoft.KeyVault": "2023-07-01",
  "Microsoft.ManagedIdentity": "2023-01-31",
  "Microsoft.Resources": "2021-04-01",
  "Microsoft.Storage": "2023-01-01",
  "Microsoft.Web": "2023-12-01",
};
const APIM = "Microsoft.ApiManagement/service";
/** The type of sites. */
export const SITE = "Microsoft.Web/sites";
/** The provider of roles. */
export const ROLES = "Microsoft.Authorization";
/** The name of a role or an assignment that is not there. */
export const GUID = "bbbbbbbb-0000-0000-0000-000000000001";

/**
 * A call below the group's `providers`, or from `/subscriptions` on with `{s}`: the operation that it takes, and the path that
 * it takes it over if that isn't the path of the call.
 */
export type Call = readonly [method: string, path: string, operation: string, over?: string];

/** Calls that a Reader of the group may make, but for the first. */
export const reads: readonly Call[] = [
  ["GET", "{s}", "Microsoft.Resources/subscriptions/read"],
  ["GET", "{g}", "Microsoft.Resources/subscriptions/resourceGroups/read"],
  ["GET", "Microsoft.ManagedIdentity/userAssignedIdentities", "Microsoft.ManagedIdentity/userAssignedIdentities/read"],
  [
    "GET",
    "Microsoft.ManagedIdentity/userAssignedIdentities/ident",
    "Microsoft.ManagedIdentity/userAssignedIdentities/read",
  ],
  ["GET", "Microsoft.KeyVault/vaults", "Microsoft.KeyVault/vaults/read"],
  ["GET", "Microsoft.KeyVault/vaults/guarded-vault", "Microsoft.KeyVault/vaults/read"],
  ["GET", "Microsoft.Storage/storageAccounts", "Microsoft.Storage/storageAccounts/read"],
  ["GET", "Microsoft.Storage/storageAccounts/guardedstorage", "Microsoft.Storage/storageAccounts/read"],
  ["GET", "Microsoft.Web/serverfarms/plan", "Microsoft.Web/serverfarms/read"],
  ["GET", SITE, `${SITE}/read`],
  ["GET", `${SITE}/guarded-site`, `${SITE}/read`],
  ["GET", `${SITE}/guarded-site/config/web`, `${SITE}/config/read`],
  ["GET", `${SITE}/guarded-site/functions`, `${SITE}/functions/read`],
  ["GET", `${APIM}/guarded-apim`, `${APIM}/read`],
  ["GET", `${APIM}/guarded-apim/apis`, `${APIM}/apis/read`],
  ["GET", `${APIM}/guarded-apim/apis/api`, `${APIM}/apis/read`],
  ["GET", `${APIM}/guarded-apim/subscriptions/sub`, `${APIM}/subscriptions/read`],
  ["GET", `${ROLES}/roleAssignments`, `${ROLES}/roleAssignments/read`],
  ["GET", `${ROLES}/roleDefinitions`, `${ROLES}/roleDefinitions/read`],
  ["GET", `${ROLES}/permissions`, `${ROLES}/permissions/read`],
];

/** Calls that change something, or give a secret away. */
export const changes: readonly Call[] = [
  ["PUT", "{s}/resourceGroups/new", "Microsoft.Resources/subscriptions/resourceGroups/write"],
  ["PATCH", "{g}", "Microsoft.Resources/subscriptions/resourceGroups/write"],
  ["DELETE", "{g}", "Microsoft.Resources/subscriptions/resourceGroups/delete"],
  ["POST", "{s}/providers/Microsoft.Web/register", "Microsoft.Web/register/action", "{s}"],
  [
    "PUT",
    "Microsoft.ManagedIdentity/userAssignedIdentities/fresh",
    "Microsoft.ManagedIdentity/userAssignedIdentities/write",
  ],
  [
    "DELETE",
    "Microsoft.ManagedIdentity/userAssignedIdentities/ident",
    "Microsoft.ManagedIdentity/userAssignedIdentities/delete",
  ],
  ["PUT", "Microsoft.KeyVault/vaults/fresh-vault", "Microsoft.KeyVault/vaults/write"],
  ["PATCH", "Microsoft.KeyVault/vaults/guarded-vault", "Microsoft.KeyVault/vaults/write"],
  ["DELETE", "Microsoft.KeyVault/vaults/guarded-vault", "Microsoft.KeyVault/vaults/delete"],
  [
    "PUT",
    "Microsoft.KeyVault/vaults/guarded-vault/accessPolicies/add",
    "Microsoft.KeyVault/vaults/accessPolicies/write",
  ],
  ["PUT", "Microsoft.Storage/storageAccounts/freshstorage", "Microsoft.Storage/storageAccounts/write"],
  ["DELETE", "Microsoft.Storage/storageAccounts/guardedstorage", "Microsoft.Storage/storageAccounts/delete"],
  [
    "POST",
    "Microsoft.Storage/storageAccounts/guardedstorage/listKeys",
    "Microsoft.Storage/storageAccounts/listkeys/action",
    "Microsoft.Storage/storageAccounts/guardedstorage",
  ],
  ["PUT", "Microsoft.Web/serverfarms/fresh", "Microsoft.Web/serverfarms/write"],
  ["DELETE", "Microsoft.Web/serverfarms/plan", "Microsoft.Web/serverfarms/delete"],
  ["PUT", `${SITE}/fresh-site`, `${SITE}/write`],
  ["PATCH", `${SITE}/guarded-site`, `${SITE}/write`],
  ["DELETE", `${SITE}/guarded-site`, `${SITE}/delete`],
  ["POST", `${SITE}/guarded-site/stop`, `${SITE}/stop/action`, `${SITE}/guarded-site`],
  ["PUT", `${SITE}/guarded-site/config/appsettings`, `${SITE}/config/write`],
  [
    "POST",
    `${SITE}/guarded-site/config/appsettings/list`,
    `${SITE}/config/list/action`,
    `${SITE}/guarded-site/config/appsettings`,
  ],
  [
    "POST",
    `${SITE}/guarded-site/host/default/listkeys`,
    `${SITE}/host/listkeys/action`,
    `${SITE}/guarded-site/host/default`,
  ],
  ["POST", `${SITE}/guarded-site/syncfunctiontriggers`, `${SITE}/syncfunctiontriggers/action`, `${SITE}/guarded-site`],
  ["PUT", `${APIM}/fresh-apim`, `${APIM}/write`],
  ["PATCH", `${APIM}/guarded-apim`, `${APIM}/write`],
  ["DELETE", `${APIM}/guarded-apim`, `${APIM}/delete`],
  ["PUT", `${APIM}/guarded-apim/apis/fresh`, `${APIM}/apis/write`],
  ["DELETE", `${APIM}/guarded-apim/apis/api`, `${APIM}/apis/delete`],
  ["PUT", `${APIM}/guarded-apim/apis/api/policies/policy`, `${APIM}/apis/policies/write`],
  [
    "POST",
    `${APIM}/guarded-apim/namedValues/kept/listValue`,
    `${APIM}/namedValues/listvalue/action`,
    `${APIM}/guarded-apim/namedValues/kept`,
  ],
  [
    "POST",
    `${APIM}/guarded-apim/subscriptions/sub/listSecrets`,
    `${APIM}/subscriptions/listsecrets/action`,
    `${APIM}/guarded-apim/subscriptions/sub`,
  ],
  ["PUT", `${ROLES}/roleAssignments/${GUID}`, `${ROLES}/roleAssignments/write`],
  ["DELETE", `${ROLES}/roleAssignments/aaaaaaaa-0000-0000-0000-000000000001`, `${ROLES}/roleAssignments/delete`],
  ["PUT", `${ROLES}/roleDefinitions/${GUID}`, `${ROLES}/roleDefinitions/write`],
  ["DELETE", `${ROLES}/roleDefinitions/${GUID}`, `${ROLES}/roleDefinitions/delete`],
];
