import type { Vault } from "../management/vault.ts";
import { badParameter } from "./key-vault-error.ts";
import { newestVersion, renderDeleted, renderItem } from "./render-secret.ts";
import { findSecret, type SecretCall } from "./secret-operations.ts";
import type { SecretStore } from "./secret-store.ts";

const MAX_PAGE = 25;

/** A page of a list: where it stands, for the link to the next one. */
export interface PageRequest {
  /** The caller's own URL, on the origin that the caller typed. */
  readonly url: URL;
}

/** "Get Secrets": the newest version of each, without values. */
export function listSecrets(vault: Vault, secrets: SecretStore, page: PageRequest): object {
  const items = secrets.list(vault.name).filter(({ deleted }) => deleted === undefined);
  return paginate(
    items.map((secret) => renderItem(vault, secret, newestVersion(secret), false)),
    page,
  );
}

/** "Get Secret Versions". */
export function listVersions(call: SecretCall, page: PageRequest): object {
  const secret = findSecret(call);
  return paginate(
    secret.versions.map((version) => renderItem(call.vault, secret, version, true)),
    page,
  );
}

/** "Get Deleted Secrets". */
export function listDeletedSecrets(vault: Vault, secrets: SecretStore, page: PageRequest): object {
  const items = secrets.list(vault.name).filter(({ deleted }) => deleted !== undefined);
  return paginate(
    items.map((secret) => renderDeleted(vault, secret, false)),
    page,
  );
}

/** The skip token is the number of items already given. */
function paginate(items: readonly object[], { url }: PageRequest): object {
  const size = integer(url, "maxresults", MAX_PAGE);
  const start = integer(url, "$skiptoken", 0);
  if (size < 1 || size > MAX_PAGE) {
    throw badParameter(`The maxresults parameter value is invalid. Allowed values are between 1 and ${MAX_PAGE}.`);
  }
  const end = start + size;
  const next = new URL(url);
  next.searchParams.set("$skiptoken", String(end));
  return { value: items.slice(start, end), nextLink: end < items.length ? next.href : null };
}

function integer(url: URL, name: string, fallback: number): number {
  const text = url.searchParams.get(name);
  if (text === null) return fallback;
  if (!/^\d{1,9}$/.test(text)) throw badParameter(`The ${name} parameter value is invalid: expected a whole number.`);
  return Number(text);
}
