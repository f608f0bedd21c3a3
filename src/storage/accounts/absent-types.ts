import { ArmError, badRequest, type ResourceResponse, type ResourceType } from "../../resource-manager/index.ts";
import { listAccounts, STORAGE_ACCOUNTS, STORAGE_API_VERSIONS } from "./account.ts";
import { requestedAccount, type StorageManagement } from "./storage-management.ts";

/** One thing that an account may have in Azure and never has here. */
interface Absent {
  readonly code: string;
  /** Azure's sentence for one that isn't there, before the account's name. */
  readonly notFound: string;
  /** What Gatehouse hasn't got. */
  readonly what: string;
}

/** By the segment of the address. The first two are single documents named `default`, the others are collections. */
const ABSENT: Readonly<Record<string, Absent>> = {
  managementPolicies: {
    code: "ManagementPolicyNotFound",
    notFound: "No ManagementPolicy found for account",
    what: "lifecycle management of blobs",
  },
  inventoryPolicies: {
    code: "BlobInventoryPolicyNotFound",
    notFound: "No BlobInventoryPolicy found for account",
    what: "inventories of blobs",
  },
  encryptionScopes: absent("EncryptionScopeNotFound", "encryption scope", "encryption scopes"),
  "fileServices/shares": absent("ShareNotFound", "share", "file shares"),
  localUsers: absent("LocalUserNotFound", "local user", "SFTP and its users"),
  objectReplicationPolicies: absent("ObjectReplicationPolicyNotFound", "policy", "replication of objects"),
  privateEndpointConnections: absent("PrivateEndpointConnectionNotFound", "connection", "private endpoints"),
};

function absent(code: string, thing: string, what: string): Absent {
  return { code, notFound: `The specified ${thing} does not exist in account`, what };
}

/** What accounts never have: lists are truly empty, an item is not found, and making one is refused by name. */
export function absentTypes({ resources }: StorageManagement): readonly ResourceType[] {
  return Object.entries(ABSENT).map(
    ([segment, { code, notFound, what }]): ResourceType => ({
      type: `${STORAGE_ACCOUNTS}/${segment}`,
      apiVersions: STORAGE_API_VERSIONS,
      list(request) {
        requestedAccount(resources, request);
        return { status: 200, body: { value: [] } };
      },
      get(request) {
        const { name } = requestedAccount(resources, request);
        throw new ArmError(404, code, `${notFound} ${name}.`);
      },
      put(request) {
        const { name } = requestedAccount(resources, request);
        throw badRequest(
          `'${request.name}' can't be made in ${segment} of the storage account ${name}: Gatehouse has no ${what}.`,
          "FeatureNotSupported",
        );
      },
    }),
  );
}

/** The most accounts that Azure lets a subscription have in a region ("Scalability targets for storage accounts"). */
const MOST_ACCOUNTS = 250;

/** What is asked of Microsoft.Storage in a subscription: how many accounts a region has, and the deleted ones, none of which is kept. */
export function subscriptionTypes({ resources }: StorageManagement): readonly ResourceType[] {
  return [
    {
      type: "Microsoft.Storage/locations/usages",
      apiVersions: STORAGE_API_VERSIONS,
      scope: "subscription",
      list({ target }) {
        const location = (target.names[0] ?? "").replaceAll(" ", "").toLowerCase();
        const usage = {
          unit: "Count",
          currentValue: listAccounts(resources).filter((account) => account.location === location).length,
          limit: MOST_ACCOUNTS,
          name: { value: "StorageAccounts", localizedValue: "Storage Accounts" },
        };
        return { status: 200, body: { value: [usage] } };
      },
    },
    {
      type: "Microsoft.Storage/deletedAccounts",
      apiVersions: STORAGE_API_VERSIONS,
      scope: "subscription",
      list: (): ResourceResponse => ({ status: 200, body: { value: [] } }),
    },
  ];
}
