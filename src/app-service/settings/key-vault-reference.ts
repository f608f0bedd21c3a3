/** A parsed `@Microsoft.KeyVault(…)`. */
export interface KeyVaultReference {
  readonly vaultName: string;
  readonly secretName: string;
  /** Absent: the newest. */
  readonly secretVersion?: string;
}

/** True if a setting's value asks for a secret, well-formed or not. */
export function isKeyVaultReference(value: string): boolean {
  return /^@Microsoft\.KeyVault\(/i.test(value.trim());
}

/**
 * Parses both forms: `SecretUri=https://{vault}.vault.azure.net/secrets/{name}[/{version}]` and
 * `VaultName=…;SecretName=…[;SecretVersion=…]` ("Use Key Vault references as app settings"). Undefined for anything
 * else: so also for a URI on another host, to which the site's token must not go.
 */
export function parseKeyVaultReference(value: string): KeyVaultReference | undefined {
  const inner = /^@Microsoft\.KeyVault\((.*)\)$/is.exec(value.trim())?.[1];
  if (inner === undefined) return undefined;
  const parts = new Map<string, string>();
  for (const part of inner.split(";")) {
    const at = part.indexOf("=");
    if (at === -1) {
      if (part.trim() === "") continue;
      return undefined;
    }
    parts.set(part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim());
  }
  const secretUri = parts.get("secreturi");
  if (secretUri !== undefined) return parts.size === 1 ? parseSecretUri(secretUri) : undefined;
  return reference(parts.get("vaultname"), parts.get("secretname"), parts.get("secretversion"));
}

function parseSecretUri(text: string): KeyVaultReference | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const vaultName = /^([a-z0-9-]+)\.vault\.azure\.net$/.exec(url.hostname)?.[1];
  const [collection, name, version, ...more] = url.pathname.split("/").filter(Boolean);
  if (url.protocol !== "https:" || url.port !== "" || collection?.toLowerCase() !== "secrets" || more.length > 0)
    return undefined;
  return reference(vaultName, name, version);
}

function reference(vault = "", name = "", version = ""): KeyVaultReference | undefined {
  if (!/^[a-z0-9-]{3,24}$/i.test(vault) || !/^[a-z0-9-]{1,127}$/i.test(name) || !/^[a-z0-9]*$/i.test(version))
    return undefined;
  return { vaultName: vault.toLowerCase(), secretName: name, ...(version === "" ? {} : { secretVersion: version }) };
}
