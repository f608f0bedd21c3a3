import { z } from "zod";
import type { ResourceId } from "../../platform/index.ts";
import {
  ArmError,
  badRequest,
  type ResourceRequest,
  type ResourceResponse,
  type ResourceType,
} from "../../resource-manager/index.ts";
import {
  type Account,
  type AccountProperties,
  type AccountSettings,
  accountPropertiesSchema,
  findAccount,
  identitySchema,
  kindSchema,
  listAccounts,
  STORAGE_ACCOUNTS,
  STORAGE_API_VERSIONS,
  skuSchema,
} from "./account.ts";
import type { AccountKeyPair } from "./account-keys.ts";
import { parseArmBody } from "./parse-arm-body.ts";
import { renderAccount } from "./render-account.ts";
import { requestedAccount, type StorageManagement } from "./storage-management.ts";

const tagsSchema = z.record(z.string(), z.string()).nullish();
const putSchema = z.object({
  location: z.string().min(1),
  kind: kindSchema,
  sku: skuSchema,
  tags: tagsSchema,
  identity: identitySchema.nullish(),
  extendedLocation: z.null("Gatehouse has no edge zones").optional(),
  properties: accountPropertiesSchema.nullish(),
});
const patchSchema = putSchema.omit({ location: true }).partial();
const regenerateSchema = z.object({ keyName: z.enum(["key1", "key2"], "expected key1 or key2") });
const nameSchema = z.object({ name: z.string(), type: z.string() });

const NAME = /^[a-z0-9]{3,24}$/;

/** Storage accounts (Storage Resource Provider REST: "Storage Accounts"). */
export function accountsType(management: StorageManagement): ResourceType {
  const { clock, resources, keys, contents, accountsChanged } = management;

  function save(account: Account): ResourceResponse {
    keys.of(account.name);
    resources.put(account);
    accountsChanged();
    return { status: 200, body: renderAccount(account) };
  }

  async function put(request: ResourceRequest): Promise<ResourceResponse> {
    const { location, kind, sku, tags, properties } = parseArmBody(putSchema, request.body);
    if (!NAME.test(request.name)) throw badRequest(invalidName(request.name), "AccountNameInvalid");
    const existing = findAccount(resources, request.name);
    if (existing !== undefined && existing.id.toLowerCase() !== request.target.id.toLowerCase()) {
      throw new ArmError(
        409,
        "StorageAccountAlreadyTaken",
        `The storage account named ${request.name} is already taken.`,
      );
    }
    await contents.gone(request.name);
    return save({
      id: existing?.id ?? idOf(request),
      name: request.name,
      type: STORAGE_ACCOUNTS,
      location: location.replaceAll(" ", "").toLowerCase(),
      kind,
      sku: { name: sku.name, tier: sku.name.split(/V2_|_/)[0] ?? "Standard" },
      tags: tags ?? {},
      properties: merge(existing?.properties ?? defaults(clock.now()), properties ?? {}),
    });
  }

  return {
    type: STORAGE_ACCOUNTS,
    apiVersions: STORAGE_API_VERSIONS,
    longRunning: { put: { takesMs: 17_000, protocol: "location", state: "Creating" } },
    get: (request) => ({ status: 200, body: renderAccount(requestedAccount(resources, request)) }),
    put,
    patch(request) {
      const account = requestedAccount(resources, request);
      const { kind, sku, tags, properties } = parseArmBody(patchSchema, request.body);
      return save({
        ...account,
        kind: kind ?? account.kind,
        sku: sku === undefined ? account.sku : { ...account.sku, name: sku.name },
        tags: tags ?? account.tags ?? {},
        properties: merge(account.properties, properties ?? {}),
      });
    },
    delete(request) {
      return { status: resources.delete(request.target.id) ? 200 : 204 };
    },
    list: ({ target }) => {
      const scope = target.id.slice(0, target.id.toLowerCase().lastIndexOf("/providers/"));
      return { status: 200, body: { value: listAccounts(resources, scope).map(renderAccount) } };
    },
    actions: {
      listkeys: (request) => renderKeys(keys.of(requestedAccount(resources, request).name)),
      regeneratekey(request) {
        const { name } = requestedAccount(resources, request);
        const pair = keys.regenerate(name, parseArmBody(regenerateSchema, request.body).keyName);
        accountsChanged();
        return renderKeys(pair);
      },
    },
    collectionActions: {
      checknameavailability(request) {
        const { name } = parseArmBody(nameSchema, request.body);
        return { status: 200, body: nameAvailability(name) };
      },
    },
  };

  function nameAvailability(name: string): unknown {
    if (!NAME.test(name)) return { nameAvailable: false, reason: "AccountNameInvalid", message: invalidName(name) };
    if (findAccount(resources, name) === undefined) return { nameAvailable: true };
    return {
      nameAvailable: false,
      reason: "AlreadyExists",
      message: `The storage account named ${name} is already taken.`,
    };
  }
}

function invalidName(name: string): string {
  return `${name} is not a valid storage account name. Storage account name must be between 3 and 24 characters in length and use numbers and lower-case letters only.`;
}

/** Azure's defaults for an account made today ("Storage Accounts - Create"). */
function defaults(now: number): AccountProperties {
  return {
    accessTier: "Hot",
    allowBlobPublicAccess: false,
    allowSharedKeyAccess: true,
    minimumTlsVersion: "TLS1_0",
    publicNetworkAccess: "Enabled",
    supportsHttpsTrafficOnly: true,
    creationTime: new Date(now).toISOString(),
  };
}

/** What a body leaves out, or sends as null, stays as it was. */
function merge(before: AccountProperties, settings: AccountSettings): AccountProperties {
  const given = Object.entries(settings).filter(([, value]) => value !== null && value !== undefined);
  return { ...before, ...Object.fromEntries(given) };
}

function idOf(request: ResourceRequest): ResourceId {
  const { subscriptionId, resourceGroup } = request.target;
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/${STORAGE_ACCOUNTS}/${request.name}` as ResourceId;
}

function renderKeys(pair: AccountKeyPair): ResourceResponse {
  const keys = Object.entries(pair).map(([keyName, key]) => ({ ...key, keyName, permissions: "FULL" }));
  return { status: 200, body: { keys } };
}
