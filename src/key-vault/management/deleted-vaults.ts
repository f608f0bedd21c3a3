import type { Clock, DocumentTable, Store } from "../../platform/index.ts";
import type { Resource } from "../../resource-manager/index.ts";
import type { SecretStore } from "../secrets/secret-store.ts";
import type { Vault } from "./vault.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** A vault that is deleted and not yet purged. */
export interface DeletedVault {
  readonly vault: Vault;
  /** Milliseconds since the epoch. */
  readonly deletedAt: number;
  /** When it goes by itself; milliseconds since the epoch. */
  readonly purgeAt: number;
}

/** The vaults that can still be recovered, by name. One whose time is up is gone, its secrets with it. */
export interface DeletedVaults {
  get(name: string): DeletedVault | undefined;
  list(): readonly DeletedVault[];
  /** Keeps a vault that was just deleted. */
  add(resource: Resource): void;
  /** Forgets it, because it was recovered; its secrets stay. */
  recover(name: string): void;
  /** Ends it and its secrets. */
  purge(name: string): void;
}

export function openDeletedVaults(store: Store, clock: Clock, secrets: SecretStore): DeletedVaults {
  const table: DocumentTable<DeletedVault> = store.documents("key_vault_deleted_vaults");

  function purge(name: string): void {
    store.transaction(() => {
      table.delete(name.toLowerCase());
      secrets.dropVault(name);
    });
  }

  function purgeOverdue(): void {
    for (const { vault, purgeAt } of [...table.values()]) {
      if (purgeAt <= clock.now()) purge(vault.name);
    }
  }

  return {
    get(name) {
      purgeOverdue();
      return table.get(name.toLowerCase());
    },
    list() {
      purgeOverdue();
      return [...table.values()].sort((a, b) => (a.vault.name < b.vault.name ? -1 : 1));
    },
    add(resource) {
      const vault = resource as Vault;
      const deletedAt = clock.now();
      const purgeAt = deletedAt + vault.properties.softDeleteRetentionInDays * DAY_MS;
      table.put(vault.name.toLowerCase(), { vault, deletedAt, purgeAt });
    },
    recover: (name) => {
      table.delete(name.toLowerCase());
    },
    purge,
  };
}
