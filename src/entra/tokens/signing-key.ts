import "reflect-metadata";
import { createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { X509CertificateGenerator } from "@peculiar/x509";
import type { Clock, DocumentTable, Store } from "../../platform/index.ts";

const ALGORITHM = {
  name: "RSASSA-PKCS1-v1_5",
  hash: "SHA-256",
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};
const YEARS_VALID = 5;

/** The tenant's signing key, as the state keeps it. */
interface KeptKey {
  /** PKCS #8, base64. */
  readonly privateKey: string;
  /** DER, base64: an entry of `x5c`. */
  readonly certificate: string;
}

/** The key that signs the tenant's tokens. */
export interface SigningKey {
  /** `kid` and `x5t`: base64url SHA-1 of the certificate, 27 characters. The same after a restart. */
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** DER, base64. */
  readonly certificate: string;
}

/** The key kept in `store`, made first when there is none. */
export async function openSigningKey(store: Store, clock: Clock): Promise<SigningKey> {
  const table: DocumentTable<KeptKey> = store.documents("entra_signing_keys");
  const found = table.get("current");
  if (found !== undefined) return readKey(found);
  const made = await createKey(new Date(clock.now()));
  table.put("current", made);
  return readKey(made);
}

async function createKey(notBefore: Date): Promise<KeptKey> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const notAfter = new Date(notBefore);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + YEARS_VALID);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    { name: "CN=accounts.accesscontrol.windows.net", notBefore, notAfter, signingAlgorithm: ALGORITHM, keys },
    crypto,
  );
  const privateKey = await crypto.subtle.exportKey("pkcs8", keys.privateKey);
  return {
    privateKey: Buffer.from(privateKey).toString("base64"),
    certificate: Buffer.from(certificate.rawData).toString("base64"),
  };
}

function readKey(kept: KeptKey): SigningKey {
  const privateKey = createPrivateKey({ key: Buffer.from(kept.privateKey, "base64"), format: "der", type: "pkcs8" });
  return {
    id: createHash("sha1").update(Buffer.from(kept.certificate, "base64")).digest("base64url"),
    privateKey,
    publicKey: createPublicKey(privateKey),
    certificate: kept.certificate,
  };
}
