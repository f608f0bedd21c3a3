import "reflect-metadata";
import { createPrivateKey } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createSecureContext, rootCertificates, type SecureContext } from "node:tls";
import * as x509 from "@peculiar/x509";
import { writeWholeFile } from "../platform/index.ts";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Clients of Apple's refuse server certificates that live longer than 825 days ("Requirements for trusted certificates"). */
const LEAF_LIFETIME_MS = 397 * DAY_MS;
const AUTHORITY_LIFETIME_MS = 3650 * DAY_MS;
const BACKDATE_MS = DAY_MS;
/** Whoever connects chooses the names, so only the latest are kept. */
const MAX_CONTEXTS = 500;
/** Longest common name (RFC 5280, appendix A: ub-common-name). Clients read the subject's alternative name. */
const MAX_COMMON_NAME = 64;

/** The local certificate authority, by which programs that `gatehouse run` starts trust Azure's host names here. */
export interface CertificateAuthority {
  /** PEM file with the authority's certificate. */
  readonly certificateFile: string;
  /** PEM file with the authority's certificate and all that Node trusts by itself, for tools whose setting replaces their own list. */
  readonly bundleFile: string;
  /** A server certificate for `hostname`, made when first asked for. */
  secureContext(hostname: string): Promise<SecureContext>;
}

/**
 * Opens the authority kept in `folder`, or makes one there. Its key file is readable by its owner only. Certificates are
 * dated by the machine's clock, not the cloud's: the programs that check them know only that one.
 */
export async function openCertificateAuthority(folder: string): Promise<CertificateAuthority> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const certificateFile = join(folder, "ca.pem");
  const keyFile = join(folder, "ca-key.pem");
  const bundleFile = join(folder, "ca-bundle.pem");
  if (!existsSync(certificateFile) || !existsSync(keyFile)) await createAuthority(certificateFile, keyFile);
  chmodSync(keyFile, 0o600);
  const certificate = new x509.X509Certificate(readFileSync(certificateFile, "utf8"));
  const key = await importSigningKey(readFileSync(keyFile, "utf8"));
  writeWholeFile(bundleFile, [...rootCertificates, certificate.toString("pem")].join("\n"), 0o644);

  const contexts = new Map<string, Promise<SecureContext>>();
  return {
    certificateFile,
    bundleFile,
    secureContext(hostname) {
      const context = contexts.get(hostname) ?? createLeaf(hostname, certificate, key);
      contexts.delete(hostname);
      contexts.set(hostname, context);
      const [oldest] = contexts.keys();
      if (contexts.size > MAX_CONTEXTS && oldest !== undefined) contexts.delete(oldest);
      context.catch(() => contexts.delete(hostname));
      return context;
    },
  };
}

async function createAuthority(certificateFile: string, keyFile: string): Promise<void> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const now = Date.now();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=Gatehouse local authority",
    serialNumber: randomSerialNumber(),
    notBefore: new Date(now - BACKDATE_MS),
    notAfter: new Date(now + AUTHORITY_LIFETIME_MS),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  writeWholeFile(keyFile, await exportPrivateKey(keys.privateKey), 0o600);
  writeWholeFile(certificateFile, certificate.toString("pem"), 0o644);
}

async function createLeaf(
  hostname: string,
  authority: x509.X509Certificate,
  signingKey: CryptoKey,
): Promise<SecureContext> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const now = Date.now();
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: randomSerialNumber(),
    subject: [{ CN: [hostname.slice(0, MAX_COMMON_NAME)] }],
    issuer: authority.subject,
    notBefore: new Date(now - BACKDATE_MS),
    notAfter: new Date(now + LEAF_LIFETIME_MS),
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([{ type: "dns", value: hostname }]),
      await x509.AuthorityKeyIdentifierExtension.create(authority.publicKey),
    ],
  });
  return createSecureContext({
    key: await exportPrivateKey(keys.privateKey),
    cert: certificate.toString("pem"),
    minVersion: "TLSv1.2",
  });
}

async function importSigningKey(pem: string): Promise<CryptoKey> {
  const der = createPrivateKey(pem).export({ type: "pkcs8", format: "der" });
  return crypto.subtle.importKey("pkcs8", new Uint8Array(der), ALGORITHM, false, ["sign"]);
}

async function exportPrivateKey(key: CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY");
}

function randomSerialNumber(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `4${Buffer.from(bytes).toString("hex").slice(1)}`;
}
