import { z } from "zod";
import type { Vault } from "../management/vault.ts";
import { badParameter, deletedSecretNotFound, forbidden, secretIsDeleted, secretNotFound } from "./key-vault-error.ts";
import { newestVersion, renderBundle, renderDeleted } from "./render-secret.ts";
import type { Secret, SecretDraft, SecretStore, SecretVersion } from "./secret-store.ts";

/** Largest value taken, in characters ("About Azure Key Vault secrets": 25 KB). */
export const MAX_VALUE_LENGTH = 25_600;

const attributesSchema = z.object({
  enabled: z.boolean().nullish(),
  nbf: z.int().nullish(),
  exp: z.int().nullish(),
});
const changeSchema = z.object({
  contentType: z.string().max(255).nullish(),
  tags: z.record(z.string(), z.string()).nullish(),
  attributes: attributesSchema.nullish(),
});
const setSchema = changeSchema.extend({ value: z.string().max(MAX_VALUE_LENGTH) });

/** What one call is about. */
export interface SecretCall {
  readonly vault: Vault;
  readonly name: string;
  /** Empty for the newest one. */
  readonly version: string;
  readonly body: unknown;
  readonly secrets: SecretStore;
}

/** Sets a secret: a new version, which is then the newest one ("Set Secret"). */
export function setSecret({ vault, name, body, secrets }: SecretCall): object {
  const { value, ...change } = parse(setSchema, body);
  const existing = secrets.get(vault.name, name);
  if (existing?.deleted !== undefined) throw secretIsDeleted(name);
  const draft = applyChange({ value, enabled: true }, change);
  const secret = secrets.addVersion(vault.name, name, draft);
  return renderBundle(vault, secret, newestVersion(secret));
}

/** Reads a version ("Get Secret"). One that isn't valid yet or has expired is read all the same; a disabled one isn't. */
export function getSecret(call: SecretCall): object {
  const { secret, version } = find(call);
  if (!version.enabled) throw forbidden("Operation get is not allowed on a disabled secret.", "SecretDisabled");
  return renderBundle(call.vault, secret, version);
}

/** Changes everything about a version but its value ("Update Secret"). */
export function updateSecret(call: SecretCall): object {
  const { secret, version } = find(call);
  const changed = { ...version, ...applyChange(version, parse(changeSchema, call.body)) };
  const saved = call.secrets.changeVersion(secret, changed);
  const { value: _, ...rendered } = renderBundle(call.vault, saved, find(call).version) as { value: string };
  return rendered;
}

/** Deletes a secret with all its versions; it can be recovered until its time is up ("Delete Secret"). */
export function deleteSecret(call: SecretCall): object {
  const { secret } = find(call);
  const deleted = call.secrets.markDeleted(secret, call.vault.properties.softDeleteRetentionInDays);
  return renderDeleted(call.vault, deleted, true);
}

/** "Get Deleted Secret". */
export function getDeletedSecret(call: SecretCall): object {
  return renderDeleted(call.vault, findDeleted(call), true);
}

/** "Recover Deleted Secret": it is there again at once. */
export function recoverDeletedSecret(call: SecretCall): object {
  const secret = call.secrets.recover(findDeleted(call));
  const { value: _, ...rendered } = renderBundle(call.vault, secret, newestVersion(secret)) as { value: string };
  return rendered;
}

/** "Purge Deleted Secret": for ever, unless the vault has purge protection. */
export function purgeDeletedSecret(call: SecretCall): void {
  const secret = findDeleted(call);
  if (call.vault.properties.enablePurgeProtection === true) {
    throw forbidden(
      'Operation "purge" is not allowed because purge protection is enabled for this vault. ' +
        "Key Vault service will automatically purge it after the retention period has passed.",
      "ForbiddenByPolicy",
    );
  }
  call.secrets.purge(secret);
}

/** The secret, unless it is deleted. Throws the 404. */
export function findSecret({ vault, name, secrets }: SecretCall): Secret {
  const secret = secrets.get(vault.name, name);
  if (secret === undefined || secret.deleted !== undefined) throw secretNotFound(name);
  return secret;
}

function find(call: SecretCall): { secret: Secret; version: SecretVersion } {
  const secret = findSecret(call);
  if (call.version === "") return { secret, version: newestVersion(secret) };
  const version = secret.versions.find((candidate) => candidate.version === call.version.toLowerCase());
  if (version === undefined) throw secretNotFound(`${call.name}/${call.version}`);
  return { secret, version };
}

function findDeleted({ vault, name, secrets }: SecretCall): Secret {
  const secret = secrets.get(vault.name, name);
  if (secret?.deleted === undefined) throw deletedSecretNotFound(name);
  return secret;
}

function applyChange(before: SecretDraft, change: z.infer<typeof changeSchema>): SecretDraft {
  const { contentType, tags, attributes } = change;
  return {
    ...before,
    ...(contentType == null ? {} : { contentType }),
    ...(tags == null ? {} : { tags }),
    enabled: attributes?.enabled ?? before.enabled,
    ...(attributes?.nbf == null ? {} : { notBefore: attributes.nbf }),
    ...(attributes?.exp == null ? {} : { expires: attributes.exp }),
  };
}

/** The message names the property that doesn't fit, never what was sent for it. */
function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join(".") ?? "";
  throw badParameter(
    where === "" ? "The request body is missing or is not a JSON object." : `Property ${where} has invalid value`,
  );
}
