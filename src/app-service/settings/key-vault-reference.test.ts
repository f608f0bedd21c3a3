import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isKeyVaultReference, parseKeyVaultReference } from "./key-vault-reference.ts";

describe("parseKeyVaultReference", () => {
  test.each([
    [
      "@Microsoft.KeyVault(SecretUri=https://v1x.vault.azure.net/secrets/name)",
      { vaultName: "v1x", secretName: "name" },
    ],
    [
      "@Microsoft.KeyVault(SecretUri=https://v1x.vault.azure.net/secrets/name/)",
      { vaultName: "v1x", secretName: "name" },
    ],
    [
      "@microsoft.keyvault(secreturi=https://V1X.vault.azure.net/Secrets/name/0a1b)",
      { vaultName: "v1x", secretName: "name", secretVersion: "0a1b" },
    ],
    ["@Microsoft.KeyVault(VaultName=v1x;SecretName=name)", { vaultName: "v1x", secretName: "name" }],
    [
      " @Microsoft.KeyVault(SecretName=name; VaultName=v1x; SecretVersion=0a1b;) ",
      { vaultName: "v1x", secretName: "name", secretVersion: "0a1b" },
    ],
  ])("reads %s", (text, expected) => {
    expect(parseKeyVaultReference(text)).toEqual(expected);
  });

  test.each([
    "@Microsoft.KeyVault()",
    "@Microsoft.KeyVault(VaultName=v1x)",
    "@Microsoft.KeyVault(SecretName=name)",
    "@Microsoft.KeyVault(name)",
    "@Microsoft.KeyVault(VaultName=v1x;SecretName=name",
    "@Microsoft.KeyVault(VaultName=evil.example#;SecretName=name)",
    "@Microsoft.KeyVault(VaultName=v1x;SecretName=../keys/k)",
    "@Microsoft.KeyVault(SecretUri=http://v1x.vault.azure.net/secrets/name)",
    "@Microsoft.KeyVault(SecretUri=https://v1x.vault.azure.net:8443/secrets/name)",
    "@Microsoft.KeyVault(SecretUri=https://v1x.vault.azure.net.evil.example/secrets/name)",
    "@Microsoft.KeyVault(SecretUri=https://evil.example/secrets/name)",
    "@Microsoft.KeyVault(SecretUri=https://v1x.vault.azure.net/keys/name)",
    "@Microsoft.KeyVault(SecretUri=https://v1x.vault.azure.net/secrets/name/0a1b/more)",
  ])("doesn't read %s", (text) => {
    expect(isKeyVaultReference(text)).toBe(true);
    expect(parseKeyVaultReference(text)).toBeUndefined();
  });

  test("reads back what either form says", () => {
    const vault = fc.stringMatching(/^[a-z][a-z0-9-]{2,20}$/);
    const name = fc.stringMatching(/^[A-Za-z0-9-]{1,40}$/);
    const version = fc.option(fc.stringMatching(/^[0-9a-f]{32}$/), { nil: undefined });
    fc.assert(
      fc.property(vault, name, version, (vaultName, secretName, secretVersion) => {
        const expected = { vaultName, secretName, ...(secretVersion === undefined ? {} : { secretVersion }) };
        const path = secretVersion === undefined ? secretName : `${secretName}/${secretVersion}`;
        const extra = secretVersion === undefined ? "" : `;SecretVersion=${secretVersion}`;
        expect(
          parseKeyVaultReference(`@Microsoft.KeyVault(SecretUri=https://${vaultName}.vault.azure.net/secrets/${path})`),
        ).toEqual(expected);
        expect(
          parseKeyVaultReference(`@Microsoft.KeyVault(VaultName=${vaultName};SecretName=${secretName}${extra})`),
        ).toEqual(expected);
      }),
    );
  });

  test("never throws, and finds no vault outside of vault.azure.net", () => {
    fc.assert(
      fc.property(fc.string(), (inner) => {
        const found = parseKeyVaultReference(`@Microsoft.KeyVault(${inner})`);
        expect(found?.vaultName ?? "none").toMatch(/^[a-z0-9-]+$/);
      }),
    );
  });
});
