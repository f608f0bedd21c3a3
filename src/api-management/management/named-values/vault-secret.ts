import { z } from "zod";
import { ManagedIdentityError } from "../../../managed-identity/index.ts";
import { OutboundError } from "../../../platform/index.ts";
import type { Resource } from "../../../resource-manager/index.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, validationError } from "../management-error.ts";

/** Where a named value's secret lies (API Management REST: "KeyVaultContractCreateProperties"). */
export const vaultReferenceSchema = z.object({
  secretIdentifier: z.string(),
  /** Client id of a user-assigned identity of the service; null or left out: the system-assigned one. */
  identityClientId: z.string().nullish(),
});
export type VaultReference = Readonly<z.infer<typeof vaultReferenceSchema>>;

const secretSchema = z.object({ value: z.string() });
const vaultErrorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/**
 * Reads the secret with the service's identity over the vault's data plane ("Use named values in Azure API Management policies":
 * key vault secrets). Without a version it is the newest. Throws API Management's 400 with what Entra ID or the vault said.
 */
export async function readVaultSecret(
  service: Resource,
  { secretIdentifier, identityClientId }: VaultReference,
  { outbound, identityToken }: Pick<ManagementContext, "outbound" | "identityToken">,
): Promise<string> {
  const url = secretUrl(secretIdentifier);
  try {
    const token = await identityToken({
      service,
      clientId: identityClientId || undefined,
      resource: "https://vault.azure.net",
    });
    const headers = { authorization: `Bearer ${token}` };
    const { status, body } = await outbound.request({ method: "GET", url, headers, timeoutMs: 15_000 });
    const answer = readJson(body);
    const secret = secretSchema.safeParse(answer);
    if (status === 200 && secret.success) return secret.data.value;
    const refused = vaultErrorSchema.safeParse(answer);
    throw fault(
      refused.success ? `${refused.data.error.code}: ${refused.data.error.message}` : `it answered ${status}.`,
    );
  } catch (error) {
    if (error instanceof ManagementError) throw error;
    if (error instanceof OutboundError || error instanceof ManagedIdentityError) throw fault(error.message);
    throw error;
  }

  function fault(reason: string): ManagementError {
    return validationError({
      target: "keyVault",
      message: `The secret '${secretIdentifier}' can't be read with the service's identity: ${reason}`,
    });
  }
}

/** The service's token goes to vaults only: any other host is refused. */
function secretUrl(identifier: string): URL {
  const url = URL.parse(identifier);
  const isVault =
    url?.protocol === "https:" && url.port === "" && /^[a-z0-9-]{3,24}\.vault\.azure\.net$/.test(url.hostname);
  if (url === null || !isVault || !/^\/secrets\/[a-z0-9-]{1,127}(?:\/[a-z0-9]*)?$/i.test(url.pathname)) {
    throw validationError({
      target: "secretIdentifier",
      message: `'${identifier}' is not https://{vault}.vault.azure.net/secrets/{name}, with or without a version.`,
    });
  }
  return new URL(`${url.origin}${url.pathname.replace(/\/$/, "")}?api-version=7.4`);
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
