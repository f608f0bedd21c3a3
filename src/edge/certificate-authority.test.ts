import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, createServer, type PeerCertificate, type SecureContext } from "node:tls";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type CertificateAuthority, openCertificateAuthority } from "./certificate-authority.ts";

const folder = mkdtempSync(join(tmpdir(), "gatehouse-authority-"));
let authority: CertificateAuthority;
beforeAll(async () => {
  authority = await openCertificateAuthority(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

function presented(context: SecureContext): Promise<PeerCertificate> {
  return new Promise((resolve, reject) => {
    const server = createServer({ SNICallback: (_, done) => done(null, context) });
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") return reject(new Error("No port."));
      const client = connect({
        host: "127.0.0.1",
        port: address.port,
        servername: "x.test",
        rejectUnauthorized: false,
      });
      client.once("error", reject);
      client.once("secureConnect", () => {
        const certificate = client.getPeerCertificate();
        client.destroy();
        server.close(() => resolve(certificate));
      });
    });
  });
}

test.each([
  ["fn.azurewebsites.net", "fn.azurewebsites.net"],
  ["a,b=c.azurewebsites.net", "a,b=c.azurewebsites.net"],
  [`${"x".repeat(60)}.azurewebsites.net`, `${"x".repeat(60)}.azu`],
])("a certificate for %s has one common name, that one", async (hostname, commonName) => {
  const certificate = await presented(await authority.secureContext(hostname));
  expect({ ...certificate.subject }).toEqual({ CN: commonName });
  expect(certificate.subjectaltname).toBe(
    `DNS:${hostname.includes(",") ? JSON.stringify(hostname).replace(",", "\\u002c") : hostname}`,
  );
});

test("keeps the certificates that were asked for last, and no failure", async () => {
  const first = authority.secureContext("first.test");
  expect(authority.secureContext("first.test")).toBe(first);
  const old = authority.secureContext("old.test");
  await Promise.all(Array.from({ length: 500 }, (_, index) => authority.secureContext(`${index}.test`)));
  expect(authority.secureContext("old.test")).not.toBe(old);

  vi.spyOn(crypto.subtle, "generateKey").mockRejectedValueOnce(new Error("no keys today"));
  await expect(authority.secureContext("unlucky.test")).rejects.toThrow("no keys today");
  await expect(authority.secureContext("unlucky.test")).resolves.toBeDefined();
});
