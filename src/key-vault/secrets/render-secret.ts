import type { Vault } from "../management/vault.ts";
import type { Secret, SecretVersion } from "./secret-store.ts";

/** The version that a request without one is about. */
export function newestVersion(secret: Secret): SecretVersion {
  const newest = secret.versions.at(-1);
  if (newest === undefined) throw new RangeError(`The secret ${secret.name} has no version.`);
  return newest;
}

/** A secret's version without its value, as lists have it ("SecretItem"). `id` ends in the version only when asked. */
export function renderItem(vault: Vault, secret: Secret, version: SecretVersion, withVersion: boolean): object {
  const { contentType, tags } = version;
  const id = `${vault.properties.vaultUri}secrets/${secret.name}${withVersion ? `/${version.version}` : ""}`;
  return {
    ...(contentType === undefined ? {} : { contentType }),
    id,
    attributes: renderAttributes(vault, version),
    ...(tags === undefined ? {} : { tags }),
  };
}

/** A secret's version with its value ("SecretBundle"). */
export function renderBundle(vault: Vault, secret: Secret, version: SecretVersion): object {
  return { value: version.value, ...renderItem(vault, secret, version, true) };
}

/** A deleted secret ("DeletedSecretItem", "DeletedSecretBundle"): never its value. */
export function renderDeleted(vault: Vault, secret: Secret, withVersion: boolean): object {
  const { at, purgeAt } = secret.deleted ?? {};
  return {
    recoveryId: `${vault.properties.vaultUri}deletedsecrets/${secret.name}`,
    deletedDate: at,
    scheduledPurgeDate: purgeAt,
    ...renderItem(vault, secret, newestVersion(secret), withVersion),
  };
}

function renderAttributes(vault: Vault, version: SecretVersion): object {
  const { enabled, notBefore, expires, created, updated } = version;
  return {
    enabled,
    ...(notBefore === undefined ? {} : { nbf: notBefore }),
    ...(expires === undefined ? {} : { exp: expires }),
    created,
    updated,
    recoveryLevel: recoveryLevel(vault),
    recoverableDays: vault.properties.softDeleteRetentionInDays,
  };
}

/** "DeletionRecoveryLevel": a retention under 90 days is `Customized`, purge protection takes `Purgeable` away. */
function recoveryLevel({ properties }: Vault): string {
  const recoverable = properties.softDeleteRetentionInDays < 90 ? "CustomizedRecoverable" : "Recoverable";
  return properties.enablePurgeProtection === true ? recoverable : `${recoverable}+Purgeable`;
}
