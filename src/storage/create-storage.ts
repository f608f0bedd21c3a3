import type { TokenService } from "../entra/index.ts";
import type { Clock, Log, Service, Store } from "../platform/index.ts";
import type { AccessControl, ResourceStore, ResourceType } from "../resource-manager/index.ts";
import { absentTypes, subscriptionTypes } from "./accounts/absent-types.ts";
import { listAccounts, STORAGE_ACCOUNTS } from "./accounts/account.ts";
import { type AccountContents, openAccountContents } from "./accounts/account-contents.ts";
import { openAccountKeys } from "./accounts/account-keys.ts";
import { accountsType } from "./accounts/accounts-type.ts";
import { containersType } from "./accounts/containers-type.ts";
import { queuesType } from "./accounts/queues-type.ts";
import { serviceTypes } from "./accounts/service-types.ts";
import { tablesType } from "./accounts/tables-type.ts";
import { startAzurite } from "./azurite/azurite.ts";
import { createUpstream } from "./azurite/upstream.ts";
import { createFrontDoor } from "./front/front-door.ts";

export interface StorageOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly tokens: TokenService;
  readonly tenantId: string;
  readonly resources: ResourceStore;
  readonly accessControl: AccessControl;
  /** Where blobs, queues and tables are kept; in memory when undefined. */
  readonly folder: string | undefined;
  /** The machine's time in milliseconds, for the dates that callers sign; `Date.now` unless said. */
  readonly machineNow?: () => number;
}

/** Azure Storage: accounts in Resource Manager; blobs, queues and tables by Azurite behind Azure's own checks. */
export interface Storage {
  /** `*.blob.`, `*.queue.` and `*.table.core.windows.net`. */
  readonly service: Service;
  /** Microsoft.Storage's types. */
  readonly resourceTypes: readonly ResourceType[];
  /** Resolves when Azurite listens; requests that come earlier wait for it. Rejects if it can't be started. */
  readonly ready: Promise<void>;
  /** Saves everything and ends Azurite. */
  close(): Promise<void>;
}

/** Puts Storage together, and starts Azurite in the background. */
export function createStorage(options: StorageOptions): Storage {
  const { store, clock, log, resources, folder, machineNow = Date.now } = options;
  const keys = openAccountKeys(store, clock);

  function knownToAzurite(): ReadonlyMap<string, readonly [string, string]> {
    const names = [...listAccounts(resources).map(({ name }) => name), ...contents.pending()];
    return new Map(names.map((name) => [name, [keys.of(name).key1.value, keys.of(name).key2.value]]));
  }

  const contents: AccountContents = openAccountContents({
    store,
    log,
    keys,
    upstream: () => upstream,
    onEmpty: () => azurite.accountsChanged(),
  });
  const azurite = startAzurite({ log, folder, accounts: knownToAzurite });
  const upstream = createUpstream(azurite);
  resources.watch(STORAGE_ACCOUNTS, ({ kind, resource }) => {
    if (kind === "delete" && resource.type === STORAGE_ACCOUNTS) contents.drop(resource.name);
  });
  for (const account of [...contents.pending()]) contents.drop(account);

  const management = { clock, resources, keys, contents, upstream, accountsChanged: azurite.accountsChanged };
  const ready = azurite.address().then(() => {});
  let closed = false;
  ready.catch((error: unknown) => {
    if (!closed) log.error("Azurite did not start", { error: String(error) });
  });
  return {
    service: createFrontDoor({ ...options, keys, upstream, machineNow }),
    resourceTypes: [
      accountsType(management),
      ...serviceTypes(management),
      containersType(management),
      queuesType(management),
      tablesType(management),
      ...absentTypes(management),
      ...subscriptionTypes(management),
    ],
    ready,
    async close() {
      closed = true;
      upstream.close();
      await azurite.close();
    },
  };
}
