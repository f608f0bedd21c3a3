export { createKeyVault, type KeyVault, type KeyVaultOptions } from "./create-key-vault.ts";
