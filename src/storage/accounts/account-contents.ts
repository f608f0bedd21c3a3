import type { DocumentTable, Log, Store } from "../../platform/index.ts";
import type { Upstream, UpstreamAnswer } from "../azurite/upstream.ts";
import type { StorageService } from "../front/storage-error.ts";
import type { AccountKeys } from "./account-keys.ts";
import { namesIn } from "./metadata.ts";

const MOST_ROUNDS = 1_000;

/** Empties deleted accounts: Azurite has no accounts to delete, and the next one of that name must find nothing. */
export interface AccountContents {
  /** Begins to empty an account that was just deleted, and forgets its keys in the end. */
  drop(account: string): void;
  /** Resolves when nothing of a deleted account of this name is left. */
  gone(account: string): Promise<void>;
  /** The deleted accounts that Azurite must still know. */
  pending(): Iterable<string>;
}

export interface AccountContentsOptions {
  readonly store: Store;
  readonly log: Log;
  readonly keys: AccountKeys;
  readonly upstream: () => Upstream;
  /** Called when an account is empty and its keys are forgotten. */
  readonly onEmpty: () => void;
}

export function openAccountContents(options: AccountContentsOptions): AccountContents {
  const { store, log, keys } = options;
  const table: DocumentTable<{ readonly account: string }> = store.documents("storage_accounts_to_empty");
  const running = new Map<string, Promise<void>>();

  function begin(account: string): Promise<void> {
    const current = running.get(account);
    if (current !== undefined) return current;
    const work = emptyAccount(account, keys.of(account).key1.value, options.upstream())
      .then(() => {
        store.transaction(() => {
          table.delete(account);
          keys.forget(account);
        });
        options.onEmpty();
      })
      .finally(() => running.delete(account));
    running.set(account, work);
    return work;
  }

  return {
    drop(account) {
      table.put(account, { account });
      store.afterCommit(() => {
        // Tried again when the name is taken anew, and by the next start.
        begin(account).catch((error: unknown) =>
          log.warn("A deleted storage account isn't empty yet", { account, error: String(error) }),
        );
      });
    },
    async gone(account) {
      if (table.has(account)) await begin(account);
    },
    pending: () => table.keys(),
  };
}

async function emptyAccount(account: string, key: string, upstream: Upstream): Promise<void> {
  const at = (service: StorageService, method: string, rawPath: string, rawQuery = "") => {
    const headers = service === "table" ? { accept: "application/json;odata=nometadata" } : {};
    return upstream.call({ service, account, method, rawPath, rawQuery }, key, { ...headers });
  };
  await repeat(
    () => at("blob", "GET", "/", "comp=list&include=metadata"),
    (answer) => namesIn(answer.body),
    async (container) => {
      await upstream.call(
        { service: "blob", account, method: "PUT", rawPath: `/${container}`, rawQuery: "restype=container&comp=lease" },
        key,
        { "x-ms-lease-action": "break", "x-ms-lease-break-period": "0" },
      );
      return at("blob", "DELETE", `/${container}`, "restype=container");
    },
  );
  await repeat(
    () => at("queue", "GET", "/", "comp=list"),
    (answer) => namesIn(answer.body),
    (queue) => at("queue", "DELETE", `/${queue}`),
  );
  await repeat(
    () => at("table", "GET", "/Tables"),
    (answer) => [...answer.body.matchAll(/"TableName":"([^"]+)"/g)].flatMap(([, name]) => name ?? []),
    (name) => at("table", "DELETE", `/Tables('${name}')`),
  );
}

/** Lists and deletes until a list is empty. */
async function repeat(
  list: () => Promise<UpstreamAnswer>,
  names: (answer: UpstreamAnswer) => readonly string[],
  remove: (name: string) => Promise<UpstreamAnswer>,
): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const answer = await list();
    if (answer.status !== 200) throw new Error(`Azurite answered ${answer.status} to a list.`);
    const found = names(answer);
    if (found.length === 0) return;
    for (const name of found) await remove(name);
  }
  throw new Error("Azurite's list does not get shorter.");
}
