import { X509Certificate } from "node:crypto";
import { Duplex } from "node:stream";
import { createSecureContext, TLSSocket } from "node:tls";
import type { CertificateProperties } from "../model.ts";

/**
 * What a PKCS #12 file says of its certificate; undefined when it can't be read with this password or lacks the private key.
 * Node reads such files only as the identity of a TLS socket, so one is made, connected to nothing, and asked for it.
 */
export function readPfx(pfx: Buffer, passphrase: string): Omit<CertificateProperties, "etag"> | undefined {
  if (pfx.length === 0) return undefined;
  const socket = new TLSSocket(new Duplex({ read() {}, write() {} }), { isServer: true, ...identity(pfx, passphrase) });
  try {
    const local = socket.getCertificate();
    if (local === null || !("raw" in local) || !(local.raw instanceof Buffer)) return undefined;
    const certificate = new X509Certificate(local.raw);
    return {
      // Most specific first, as .NET writes a distinguished name.
      subject: certificate.subject.split("\n").reverse().join(", "),
      thumbprint: certificate.fingerprint.replaceAll(":", ""),
      expirationDate: certificate.validToDate.toISOString(),
    };
  } finally {
    socket.destroy();
  }
}

function identity(pfx: Buffer, passphrase: string) {
  try {
    return { secureContext: createSecureContext({ pfx, passphrase }) };
  } catch {
    return {};
  }
}
