import { z } from "zod";
import type { Resource, ResourceStore } from "../../resource-manager/index.ts";

export const STORAGE_ACCOUNTS = "Microsoft.Storage/storageAccounts";
export const STORAGE_API_VERSIONS = ["2019-06-01", "2025-08-01"] as const;

/** A flag that stands for something Gatehouse doesn't do: only `false` is taken. */
function never(what: string) {
  return z.literal(false, `Gatehouse does not support ${what}`).nullish();
}

function only(values: readonly string[], what: string) {
  return z.string().refine((value) => values.some((allowed) => allowed.toLowerCase() === value.toLowerCase()), {
    error: (issue) => `${what} '${String(issue.input)}' is not supported here; expected ${values.join(" or ")}`,
  });
}

const networkAclsSchema = z.object({
  bypass: z.string().nullish(),
  defaultAction: only(["Allow"], "Gatehouse does not evaluate network rules: default action").nullish(),
  ipRules: z.array(z.unknown()).nullish(),
  virtualNetworkRules: z.array(z.unknown()).nullish(),
  resourceAccessRules: z.array(z.unknown()).nullish(),
});

const keyType = z.object({ keyType: z.string().nullish(), enabled: z.boolean().nullish() });
const encryptionSchema = z.object({
  keySource: only(["Microsoft.Storage"], "The key source").nullish(),
  requireInfrastructureEncryption: z.boolean().nullish(),
  services: z.object({ blob: keyType, file: keyType, queue: keyType, table: keyType }).partial().nullish(),
});

/** The properties that are taken. What would change how data is reached, and isn't done here, is refused by name. */
export const accountPropertiesSchema = z.object({
  accessTier: only(["Hot", "Cool", "Cold"], "The access tier").nullish(),
  allowBlobPublicAccess: z.boolean().nullish(),
  allowCrossTenantReplication: z.boolean().nullish(),
  allowSharedKeyAccess: z.boolean().nullish(),
  allowedCopyScope: z.null("Gatehouse does not restrict the scope of copies").optional(),
  customDomain: z.null("Gatehouse does not serve custom domains of storage accounts").optional(),
  defaultToOAuthAuthentication: z.boolean().nullish(),
  dnsEndpointType: only(["Standard"], "The DNS endpoint type").nullish(),
  encryption: encryptionSchema.nullish(),
  isHnsEnabled: never("hierarchical namespaces (isHnsEnabled)"),
  isLocalUserEnabled: z.boolean().nullish(),
  isNfsV3Enabled: never("NFS (isNfsV3Enabled)"),
  isSftpEnabled: never("SFTP (isSftpEnabled)"),
  keyPolicy: z.null("Gatehouse does not enforce an expiry of account keys").optional(),
  largeFileSharesState: z.string().nullish(),
  minimumTlsVersion: only(["TLS1_0", "TLS1_1", "TLS1_2", "TLS1_3"], "The TLS version").nullish(),
  networkAcls: networkAclsSchema.nullish(),
  publicNetworkAccess: only(["Enabled"], "Gatehouse does not evaluate network rules: public network access").nullish(),
  sasPolicy: z.null("Gatehouse does not enforce a policy on shared access signatures").optional(),
  supportsHttpsTrafficOnly: z.boolean().nullish(),
});

export const skuSchema = z.object({
  name: z
    .string()
    .regex(/^(Standard|Premium)(V2)?_(LRS|ZRS|GRS|RAGRS|GZRS|RAGZRS)$/i, "is not the name of a storage SKU"),
  tier: z.string().nullish(),
});

export const kindSchema = only(["StorageV2", "Storage", "BlobStorage", "BlockBlobStorage"], "The kind");

/** Only `None`: there is no key vault key that an identity of the account could be for. */
export const identitySchema = z.object({ type: only(["None"], "Gatehouse gives storage accounts no identity: type") });

export type AccountSettings = z.infer<typeof accountPropertiesSchema>;

/** What is kept of an account's settings, defaults filled in. */
export interface AccountProperties extends AccountSettings {
  readonly allowBlobPublicAccess: boolean;
  readonly allowSharedKeyAccess: boolean;
  readonly supportsHttpsTrafficOnly: boolean;
  /** ISO 8601. */
  readonly creationTime: string;
}

/** A storage account as this room stored it. Its name is lower case. */
export interface Account extends Resource {
  readonly location: string;
  readonly kind: string;
  readonly sku: { readonly name: string; readonly tier: string };
  readonly properties: AccountProperties;
}

/** The account of that name: names are unique in the cloud, as they are in Azure. */
export function findAccount(resources: ResourceStore, name: string): Account | undefined {
  return listAccounts(resources).find((account) => account.name === name);
}

export function listAccounts(resources: ResourceStore, scope?: string): readonly Account[] {
  return resources.list(STORAGE_ACCOUNTS, scope) as readonly Account[];
}
