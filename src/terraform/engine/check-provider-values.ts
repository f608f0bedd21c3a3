import { type Block, expandBody, type Scope } from "../language/index.ts";
import type { Credentials } from "./azure-clients.ts";
import { unsupported } from "./unsupported.ts";

const CREDENTIALS = new Map<string, keyof Credentials>([
  ["tenant_id", "tenantId"],
  ["subscription_id", "subscriptionId"],
  ["client_id", "clientId"],
  ["client_secret", "clientSecret"],
]);

/**
 * Refuses a provider block that names another tenant, subscription or caller than the apply has: its requests would go
 * elsewhere than written. Throws TerraformError `UNSUPPORTED`.
 */
export function checkProviderValues(block: Block, scope: Scope, credentials: Credentials): void {
  const attributes = new Map(
    [...block.body.attributes].filter(([name]) => CREDENTIALS.has(name) || name === "environment"),
  );
  const body = expandBody({ attributes, blocks: [], range: block.body.range }, scope);
  for (const { name, value, range } of body.attributes.values()) {
    if (value === null) continue;
    const credential = CREDENTIALS.get(name);
    const expected = credential === undefined ? "public" : credentials[credential];
    if (value === expected) continue;
    const found = name === "client_secret" ? "" : ` of the provider block is ${JSON.stringify(value)}; it`;
    const wanted = name === "client_secret" ? "" : ` (${expected})`;
    throw unsupported(`"${name}"${found} must be the one that this apply has${wanted}, or not be given.`, range);
  }
}
