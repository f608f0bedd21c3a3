import { builtInRole, COMMON_ACTIONS } from "./built-in-role.ts";

/** What the roles on a vault's contents see of the vault itself. */
const READ_VAULTS = [
  ...COMMON_ACTIONS,
  "Microsoft.KeyVault/checkNameAvailability/read",
  "Microsoft.KeyVault/deletedVaults/read",
  "Microsoft.KeyVault/locations/*/read",
  "Microsoft.KeyVault/vaults/*/read",
  "Microsoft.KeyVault/operations/read",
];

/** Roles of Key Vault ("Azure built-in roles": Security). */
export const keyVaultRoles = [
  builtInRole(
    "00482a5a-887f-4fb3-b363-3b7fe8e74483",
    "Key Vault Administrator",
    "Does everything in a vault but manage access to it.",
    READ_VAULTS,
    { dataActions: ["Microsoft.KeyVault/vaults/*"] },
  ),
  builtInRole(
    "f25e0fa2-a7c8-4377-a976-54943a77a395",
    "Key Vault Contributor",
    "Manages vaults, without access to what is in them.",
    [...COMMON_ACTIONS, "Microsoft.KeyVault/*"],
    {
      notActions: [
        "Microsoft.KeyVault/locations/deletedVaults/purge/action",
        "Microsoft.KeyVault/hsmPools/*",
        "Microsoft.KeyVault/managedHsms/*",
      ],
    },
  ),
  builtInRole(
    "21090545-7ca7-4776-b22c-e363652d74d2",
    "Key Vault Reader",
    "Sees vaults and what they hold, but no values of it.",
    READ_VAULTS,
    { dataActions: ["Microsoft.KeyVault/vaults/*/read", "Microsoft.KeyVault/vaults/secrets/readMetadata/action"] },
  ),
  builtInRole(
    "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
    "Key Vault Secrets Officer",
    "Does everything with secrets but manage access to them.",
    READ_VAULTS,
    { dataActions: ["Microsoft.KeyVault/vaults/secrets/*"] },
  ),
  builtInRole("4633458b-17de-408a-b874-0445c86b69e6", "Key Vault Secrets User", "Reads the contents of secrets.", [], {
    dataActions: [
      "Microsoft.KeyVault/vaults/secrets/getSecret/action",
      "Microsoft.KeyVault/vaults/secrets/readMetadata/action",
    ],
  }),
];
