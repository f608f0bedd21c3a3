import { z } from "zod";
import type { Resource, ResourceStore } from "../../resource-manager/index.ts";

export const VAULTS = "Microsoft.KeyVault/vaults";
/** Oldest api-version with soft delete, and the newest one. */
export const VAULT_API_VERSIONS = ["2016-10-01", "2026-02-01"] as const;

/** The kinds of object that an access policy speaks of, and the permissions of each ("Vaults - Create Or Update"). */
const PERMISSIONS = {
  secrets: ["all", "get", "list", "set", "delete", "backup", "restore", "recover", "purge"],
  keys: [
    ...[
      "all",
      "encrypt",
      "decrypt",
      "wrapkey",
      "unwrapkey",
      "sign",
      "verify",
      "get",
      "list",
      "create",
      "update",
      "import",
    ],
    ...[
      "delete",
      "backup",
      "restore",
      "recover",
      "purge",
      "release",
      "rotate",
      "getrotationpolicy",
      "setrotationpolicy",
    ],
  ],
  certificates: [
    ...["all", "get", "list", "delete", "create", "import", "update", "managecontacts", "getissuers", "listissuers"],
    ...["setissuers", "deleteissuers", "manageissuers", "recover", "purge", "backup", "restore"],
  ],
  storage: [
    ...["all", "get", "list", "delete", "set", "update", "regeneratekey", "recover", "purge", "backup", "restore"],
    ...["setsas", "listsas", "getsas", "deletesas"],
  ],
} as const;

function permissionList(kind: keyof typeof PERMISSIONS) {
  const known: readonly string[] = PERMISSIONS[kind];
  return z
    .array(
      z.string().refine((permission) => known.includes(permission.toLowerCase()), {
        error: (issue) =>
          `'${String(issue.input)}' is not a permission for ${kind}; expected one of ${known.join(", ")}`,
      }),
    )
    .nullish();
}

/** Who may do what in a vault. Permissions keep their case; compare them ignoring it. */
export const accessPolicySchema = z.object({
  tenantId: z.guid(),
  objectId: z.string().min(1),
  applicationId: z.guid().nullish(),
  permissions: z.object({
    keys: permissionList("keys"),
    secrets: permissionList("secrets"),
    certificates: permissionList("certificates"),
    storage: permissionList("storage"),
  }),
});

export type AccessPolicy = z.infer<typeof accessPolicySchema>;
export type PermissionKind = keyof typeof PERMISSIONS;

const REFUSED = "Gatehouse does not evaluate network rules: a vault that only some networks reach can't be run here";

export const vaultPropertiesSchema = z.object({
  tenantId: z.guid(),
  sku: z.object({
    family: z.literal("A"),
    name: z.string().regex(/^(standard|premium)$/i, "expected standard or premium"),
  }),
  accessPolicies: z.array(accessPolicySchema).max(1024).nullish(),
  enabledForDeployment: z.boolean().nullish(),
  enabledForDiskEncryption: z.boolean().nullish(),
  enabledForTemplateDeployment: z.boolean().nullish(),
  enableSoftDelete: z.boolean().nullish(),
  softDeleteRetentionInDays: z.int().min(7).max(90).nullish(),
  enableRbacAuthorization: z.boolean().nullish(),
  enablePurgeProtection: z.boolean().nullish(),
  createMode: z.enum(["default", "recover"]).nullish(),
  publicNetworkAccess: z
    .string()
    .regex(/^enabled$/i, REFUSED)
    .nullish(),
  networkAcls: z
    .object({
      bypass: z.string().nullish(),
      defaultAction: z
        .string()
        .regex(/^allow$/i, REFUSED)
        .nullish(),
      ipRules: z.array(z.unknown()).nullish(),
      virtualNetworkRules: z.array(z.unknown()).nullish(),
    })
    .nullish(),
});

/** What is kept of a vault, and what Resource Manager answers as its `properties`. */
export interface VaultProperties {
  readonly sku: { readonly family: string; readonly name: string };
  readonly tenantId: string;
  readonly accessPolicies: readonly AccessPolicy[];
  readonly enabledForDeployment: boolean;
  readonly enabledForDiskEncryption?: boolean;
  readonly enabledForTemplateDeployment?: boolean;
  readonly enableSoftDelete: true;
  readonly softDeleteRetentionInDays: number;
  readonly enableRbacAuthorization: boolean;
  readonly enablePurgeProtection?: true;
  readonly networkAcls?: unknown;
  readonly vaultUri: string;
  readonly provisioningState: "Succeeded";
  readonly publicNetworkAccess: "Enabled";
}

/** A vault as this room stored it. */
export interface Vault extends Resource {
  readonly location: string;
  readonly properties: VaultProperties;
}

/** The vault of that name, ignoring case: names are unique in the cloud, as they are in Azure. */
export function findVault(resources: ResourceStore, name: string): Vault | undefined {
  const found = resources.list(VAULTS).find((vault) => vault.name.toLowerCase() === name.toLowerCase());
  return found as Vault | undefined;
}
