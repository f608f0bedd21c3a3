import { createHash, randomUUID, X509Certificate } from "node:crypto";
import { z } from "zod";
import type { KeyCredential } from "../../entra/index.ts";
import { badRequest } from "../graph-error.ts";

/** The certificates of an application: the list that is sent becomes the list that it has. */
export const keyCredentialsSchema = z
  .array(
    z.strictObject({
      customKeyIdentifier: z.base64().nullish(),
      displayName: z.string().max(90).nullish(),
      endDateTime: z.iso.datetime({ offset: true }).nullish(),
      key: z.base64().max(65536).nullish(),
      keyId: z.guid().nullish(),
      startDateTime: z.iso.datetime({ offset: true }).nullish(),
      type: z.literal("AsymmetricX509Cert"),
      usage: z.literal("Verify"),
    }),
  )
  .max(20);

/**
 * The certificates that an object shall have. One that is sent without its `key` is one that it has already, by `keyId`.
 * Throws `GraphError` for what is no certificate or outlives it.
 */
export function toKeyCredentials(
  previous: readonly KeyCredential[],
  body: z.infer<typeof keyCredentialsSchema>,
): readonly KeyCredential[] {
  const credentials = body.map((sent) => {
    const kept = previous.find(({ keyId }) => keyId === sent.keyId?.toLowerCase());
    if (kept !== undefined && (sent.key === null || sent.key === undefined || sent.key === kept.key)) return kept;
    return newCredential(sent);
  });
  if (new Set(credentials.map(({ keyId }) => keyId)).size !== credentials.length) {
    throw invalid("keyId");
  }
  return credentials;
}

function newCredential(sent: z.infer<typeof keyCredentialsSchema>[number]): KeyCredential {
  const certificate = parseCertificate(sent.key ?? "");
  const [notBefore, notAfter] = [new Date(certificate.validFrom), new Date(certificate.validTo)];
  const start = toDate(sent.startDateTime) ?? notBefore;
  const end = toDate(sent.endDateTime) ?? notAfter;
  if (end <= start || end > notAfter) throw badRequest("Key credential end date is invalid.");
  if (start < notBefore) throw badRequest("Key credential start date is invalid.");
  const thumbprint = createHash("sha1").update(certificate.raw).digest("base64");
  return {
    keyId: sent.keyId?.toLowerCase() ?? randomUUID(),
    displayName: sent.displayName ?? certificate.subject.split("\n").reverse().join(", "),
    type: sent.type,
    usage: sent.usage,
    customKeyIdentifier: sent.customKeyIdentifier ?? thumbprint,
    key: certificate.raw.toString("base64"),
    startDateTime: start.toISOString(),
    endDateTime: end.toISOString(),
  };
}

/** `key` holds the certificate (DER) in base64; clients also send a PEM file in base64, which Graph takes. */
function parseCertificate(key: string): X509Certificate {
  try {
    return new X509Certificate(Buffer.from(key, "base64"));
  } catch {
    throw invalid("key");
  }
}

function toDate(text: string | null | undefined): Date | undefined {
  return text === null || text === undefined ? undefined : new Date(text);
}

function invalid(property: string) {
  return badRequest(`Invalid value specified for property '${property}' of resource 'KeyCredential'.`);
}
