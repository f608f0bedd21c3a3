import { randomBytes } from "node:crypto";
import type { Clock, DocumentTable, Store } from "../../platform/index.ts";

export type KeyName = "key1" | "key2";

/** One of an account's two keys. */
export interface AccountKey {
  /** 64 bytes in base64. */
  readonly value: string;
  /** ISO 8601. */
  readonly creationTime: string;
}

export type AccountKeyPair = Readonly<Record<KeyName, AccountKey>>;

/** The keys of all accounts, by the account's name. */
export interface AccountKeys {
  /** Makes them when first asked for. */
  of(account: string): AccountKeyPair;
  regenerate(account: string, name: KeyName): AccountKeyPair;
  forget(account: string): void;
}

export function openAccountKeys(store: Store, clock: Clock): AccountKeys {
  const table: DocumentTable<AccountKeyPair> = store.documents("storage_account_keys");

  function make(): AccountKey {
    return { value: randomBytes(64).toString("base64"), creationTime: new Date(clock.now()).toISOString() };
  }

  function of(account: string): AccountKeyPair {
    const kept = table.get(account);
    if (kept !== undefined) return kept;
    const made = { key1: make(), key2: make() };
    table.put(account, made);
    return made;
  }

  return {
    of,
    regenerate(account, name) {
      const changed = { ...of(account), [name]: make() };
      table.put(account, changed);
      return changed;
    },
    forget: (account) => {
      table.delete(account);
    },
  };
}
