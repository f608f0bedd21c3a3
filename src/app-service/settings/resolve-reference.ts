import { z } from "zod";
import type { IdentitySelection, ManagedIdentities } from "../../managed-identity/index.ts";
import { type Outbound, OutboundError, sameResourceId } from "../../platform/index.ts";
import type { Site } from "../sites/site.ts";
import { type KeyVaultReference, parseKeyVaultReference } from "./key-vault-reference.ts";

/** What App Service says of a reference (`ApiKVReference`). */
export type ReferenceStatus =
  | "Initialized"
  | "Resolved"
  | "InvalidSyntax"
  | "MSINotEnabled"
  | "VaultNotFound"
  | "SecretNotFound"
  | "SecretVersionNotFound"
  | "AccessToKeyVaultDenied"
  | "OtherReasons";

/** One reference and how it went. */
export interface ResolvedReference {
  readonly setting: string;
  /** The reference as configured. */
  readonly text: string;
  readonly status: ReferenceStatus;
  readonly details: string;
  readonly reference: KeyVaultReference | undefined;
  readonly identityType: "SystemAssigned" | "UserAssigned" | "None";
  /** The secret; only with `Resolved`. Not for logs or answers. */
  readonly value?: string;
}

export interface ReferenceContext {
  readonly identities: Pick<ManagedIdentities, "token">;
  readonly outbound: Outbound;
}

const secretSchema = z.object({ value: z.string() });

/**
 * Fetches the secret that a setting names, with the site's identity for references. Never throws: a failure is a
 * status.
 */
export async function resolveReference(
  site: Site,
  setting: string,
  text: string,
  context: ReferenceContext,
): Promise<ResolvedReference> {
  const reference = parseKeyVaultReference(text);
  const identityType = identityTypeOf(site);
  const outcome = (status: ReferenceStatus, details: string, value?: string): ResolvedReference => ({
    setting,
    text,
    status,
    details,
    reference,
    identityType,
    ...(value === undefined ? {} : { value }),
  });
  if (reference === undefined) {
    return outcome(
      "InvalidSyntax",
      "Expected SecretUri=https://{vault}.vault.azure.net/secrets/{name}[/{version}], or VaultName=…;SecretName=….",
    );
  }
  if (identityType === "None") {
    return outcome(
      "MSINotEnabled",
      `The site has no identity '${site.properties.keyVaultReferenceIdentity}', which keyVaultReferenceIdentity names.`,
    );
  }
  try {
    return await fetchSecret(site, reference, outcome, context);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof OutboundError && error.code === "CONNECT_FAILED") return outcome("VaultNotFound", reason);
    return outcome("OtherReasons", reason);
  }
}

async function fetchSecret(
  site: Site,
  reference: KeyVaultReference,
  outcome: (status: ReferenceStatus, details: string, value?: string) => ResolvedReference,
  { identities, outbound }: ReferenceContext,
): Promise<ResolvedReference> {
  const { id, identity } = site.resource;
  const select = selectionOf(site);
  const token = await identities.token({
    host: { id, ...(identity === undefined ? {} : { identity }) },
    ...(select === undefined ? {} : { select }),
    resource: "https://vault.azure.net",
  });
  const { vaultName, secretName, secretVersion = "" } = reference;
  const path = [secretName, secretVersion].filter(Boolean).join("/");
  const url = new URL(`https://${vaultName}.vault.azure.net/secrets/${path}?api-version=7.4`);
  const response = await outbound.request({
    method: "GET",
    url,
    headers: { authorization: `Bearer ${token.accessToken}`, accept: "application/json" },
    timeoutMs: 15_000,
    maxBytes: 256 * 1024,
  });
  switch (response.status) {
    case 200:
      return outcome(
        "Resolved",
        "Reference has been successfully resolved.",
        secretSchema.parse(JSON.parse(response.body.toString("utf8"))).value,
      );
    case 401:
    case 403:
      return outcome(
        "AccessToKeyVaultDenied",
        `${vaultName} answered ${response.status}: the identity ${token.clientId} may not read secrets. Give it the role "Key Vault Secrets User" on the vault, or an access policy with Get.`,
      );
    case 404:
      return outcome(
        secretVersion === "" ? "SecretNotFound" : "SecretVersionNotFound",
        `${vaultName} has no secret '${path}'.`,
      );
    default:
      return outcome("OtherReasons", `${vaultName} answered ${response.status}; expected 200.`);
  }
}

/** Which kind of identity reads the vault; `None` if the site doesn't have the one that it names. */
function identityTypeOf(site: Site): ResolvedReference["identityType"] {
  const { identity } = site.resource;
  const named = site.properties.keyVaultReferenceIdentity;
  if (named.toLowerCase() === "systemassigned") return identity?.principalId === undefined ? "None" : "SystemAssigned";
  const isAssigned = Object.keys(identity?.userAssignedIdentities ?? {}).some((id) => sameResourceId(id, named));
  return isAssigned ? "UserAssigned" : "None";
}

function selectionOf(site: Site): IdentitySelection | undefined {
  const named = site.properties.keyVaultReferenceIdentity;
  return named.toLowerCase() === "systemassigned" ? undefined : { resourceId: named };
}
