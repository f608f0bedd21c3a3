import { randomUUID } from "node:crypto";
import { type Clock, type DocumentTable, epochSeconds, type Store } from "../../platform/index.ts";

const DAY_SECONDS = 24 * 60 * 60;

/** One version of a secret. All times are seconds since the epoch. */
export interface SecretVersion {
  /** 32 hexadecimal digits. */
  readonly version: string;
  readonly value: string;
  readonly contentType?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly enabled: boolean;
  readonly notBefore?: number;
  readonly expires?: number;
  readonly created: number;
  readonly updated: number;
}

/** A secret with all its versions, oldest first; there is at least one. */
export interface Secret {
  readonly vault: string;
  /** As its creator spelled it; compared ignoring case. */
  readonly name: string;
  readonly versions: readonly SecretVersion[];
  /** There while it is deleted and can still be recovered. */
  readonly deleted?: { readonly at: number; readonly purgeAt: number };
}

/** What a caller chooses about a version. */
export type SecretDraft = Omit<SecretVersion, "version" | "created" | "updated">;

/** The secrets of all vaults. A deleted one whose time is up is gone. */
export interface SecretStore {
  /** The secret, deleted or not. */
  get(vault: string, name: string): Secret | undefined;
  /** The secrets of a vault by name, deleted or not. */
  list(vault: string): readonly Secret[];
  /** Adds a version, and the secret if it is the first. */
  addVersion(vault: string, name: string, draft: SecretDraft): Secret;
  /** Puts a changed version in the place of the one with its id. */
  changeVersion(secret: Secret, version: SecretVersion): Secret;
  /** Marks it deleted, to be purged in `retentionDays`. */
  markDeleted(secret: Secret, retentionDays: number): Secret;
  recover(secret: Secret): Secret;
  purge(secret: Secret): void;
  /** Ends every secret of a vault. */
  dropVault(vault: string): void;
}

export function openSecretStore(store: Store, clock: Clock): SecretStore {
  const table: DocumentTable<Secret> = store.documents("key_vault_secrets");

  function put(secret: Secret): Secret {
    table.put(keyOf(secret.vault, secret.name), secret);
    return secret;
  }

  function purge(secret: Secret): void {
    table.delete(keyOf(secret.vault, secret.name));
  }

  function get(vault: string, name: string): Secret | undefined {
    const secret = table.get(keyOf(vault, name));
    if (secret?.deleted === undefined || secret.deleted.purgeAt > epochSeconds(clock)) return secret;
    purge(secret);
    return undefined;
  }

  function list(vault: string): readonly Secret[] {
    const names = [...table.values()].filter((secret) => keyOf(secret.vault, "") === keyOf(vault, ""));
    return names
      .flatMap(({ name }) => get(vault, name) ?? [])
      .sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  }

  return {
    get,
    list,
    addVersion(vault, name, draft) {
      const now = epochSeconds(clock);
      const version = { ...draft, version: randomUUID().replaceAll("-", ""), created: now, updated: now };
      const before = get(vault, name) ?? { vault, name, versions: [] };
      return put({ ...before, versions: [...before.versions, version] });
    },
    changeVersion(secret, changed) {
      const stamped = { ...changed, updated: epochSeconds(clock) };
      const versions = secret.versions.map((version) => (version.version === changed.version ? stamped : version));
      return put({ ...secret, versions });
    },
    markDeleted(secret, retentionDays) {
      const at = epochSeconds(clock);
      return put({ ...secret, deleted: { at, purgeAt: at + retentionDays * DAY_SECONDS } });
    },
    recover: ({ deleted: _, ...secret }) => put(secret),
    purge,
    dropVault(vault) {
      for (const secret of list(vault)) purge(secret);
    },
  };
}

function keyOf(vault: string, name: string): string {
  return `${vault}/${name}`.toLowerCase();
}
