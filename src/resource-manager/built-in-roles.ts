import type { Permission, RoleDefinition } from "./role-definition.ts";

const BLOB = "Microsoft.Storage/storageAccounts/blobServices";
const QUEUE = "Microsoft.Storage/storageAccounts/queueServices";
const TABLE = "Microsoft.Storage/storageAccounts/tableServices";

function role(
  id: string,
  roleName: string,
  description: string,
  actions: readonly string[],
  rest: Partial<Omit<Permission, "actions">> = {},
): RoleDefinition {
  const permission = { actions, notActions: [], dataActions: [], notDataActions: [], ...rest };
  return { id, roleName, type: "BuiltInRole", description, assignableScopes: ["/"], permissions: [permission] };
}

/** The built-in roles that Gatehouse knows, with the ids that they have in every tenant ("Azure built-in roles"). */
export const builtInRoles: readonly RoleDefinition[] = [
  role("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner", "Manages everything, access included.", ["*"]),
  role("b24988ac-6180-42a0-ab88-20f7382dd24c", "Contributor", "Manages everything but access.", ["*"], {
    notActions: [
      "Microsoft.Authorization/*/Delete",
      "Microsoft.Authorization/*/Write",
      "Microsoft.Authorization/elevateAccess/Action",
    ],
  }),
  role("acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader", "Sees everything, changes nothing.", ["*/read"]),
  role("18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", "User Access Administrator", "Manages who has access.", [
    "*/read",
    "Microsoft.Authorization/*",
  ]),
  role(
    "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
    "Storage Blob Data Owner",
    "Full access to blobs and containers, and to their access control.",
    [`${BLOB}/containers/*`, `${BLOB}/generateUserDelegationKey/action`],
    { dataActions: [`${BLOB}/containers/blobs/*`] },
  ),
  role(
    "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
    "Storage Blob Data Contributor",
    "Reads, writes and deletes blobs and containers.",
    [
      `${BLOB}/containers/delete`,
      `${BLOB}/containers/read`,
      `${BLOB}/containers/write`,
      `${BLOB}/generateUserDelegationKey/action`,
    ],
    {
      dataActions: [
        `${BLOB}/containers/blobs/delete`,
        `${BLOB}/containers/blobs/read`,
        `${BLOB}/containers/blobs/write`,
        `${BLOB}/containers/blobs/move/action`,
        `${BLOB}/containers/blobs/add/action`,
      ],
    },
  ),
  role(
    "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
    "Storage Blob Data Reader",
    "Reads blobs and containers.",
    [`${BLOB}/containers/read`, `${BLOB}/generateUserDelegationKey/action`],
    { dataActions: [`${BLOB}/containers/blobs/read`] },
  ),
  role(
    "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
    "Storage Queue Data Contributor",
    "Reads, writes and deletes queues and their messages.",
    [`${QUEUE}/queues/delete`, `${QUEUE}/queues/read`, `${QUEUE}/queues/write`],
    {
      dataActions: [
        `${QUEUE}/queues/messages/delete`,
        `${QUEUE}/queues/messages/read`,
        `${QUEUE}/queues/messages/write`,
        `${QUEUE}/queues/messages/process/action`,
      ],
    },
  ),
  role(
    "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
    "Storage Table Data Contributor",
    "Reads, writes and deletes tables and their entities.",
    [`${TABLE}/tables/read`, `${TABLE}/tables/write`, `${TABLE}/tables/delete`],
    {
      dataActions: [
        `${TABLE}/tables/entities/read`,
        `${TABLE}/tables/entities/write`,
        `${TABLE}/tables/entities/delete`,
        `${TABLE}/tables/entities/add/action`,
        `${TABLE}/tables/entities/update/action`,
      ],
    },
  ),
  role("4633458b-17de-408a-b874-0445c86b69e6", "Key Vault Secrets User", "Reads the contents of secrets.", [], {
    dataActions: [
      "Microsoft.KeyVault/vaults/secrets/getSecret/action",
      "Microsoft.KeyVault/vaults/secrets/readMetadata/action",
    ],
  }),
  role(
    "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
    "Key Vault Secrets Officer",
    "Does everything with secrets but manage access to them.",
    ["Microsoft.KeyVault/vaults/*/read"],
    { dataActions: ["Microsoft.KeyVault/vaults/secrets/*"] },
  ),
  role(
    "00482a5a-887f-4fb3-b363-3b7fe8e74483",
    "Key Vault Administrator",
    "Does everything in a vault but manage access to it.",
    ["Microsoft.KeyVault/vaults/*/read"],
    { dataActions: ["Microsoft.KeyVault/vaults/*"] },
  ),
  role(
    "312a565d-c81f-4fd8-895a-4e21e48d571c",
    "API Management Service Contributor",
    "Manages an API Management service and its APIs.",
    ["Microsoft.ApiManagement/service/*", "Microsoft.Resources/subscriptions/resourceGroups/read"],
  ),
  role(
    "de139f84-1756-47ae-9be6-808fbbe84772",
    "Website Contributor",
    "Manages sites, not the plans that they run on.",
    ["Microsoft.Web/sites/*", "Microsoft.Web/serverFarms/read", "Microsoft.Web/serverFarms/join/action"],
  ),
];
