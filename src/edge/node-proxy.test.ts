import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { silentLog } from "../platform/index.ts";
import { type CertificateAuthority, openCertificateAuthority } from "./certificate-authority.ts";
import { createHostTable } from "./host-table.ts";
import { type Edge, listen } from "./listener.ts";

const preload = fileURLToPath(new URL("./node-proxy.cjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "gatehouse-preload-"));
const served = [
  "login.microsoftonline.com",
  "login.windows.net",
  "login.microsoft.com",
  "sts.windows.net",
  "graph.microsoft.com",
  "management.azure.com",
  "a.azure-api.net",
  "a.azurewebsites.net",
  "a-h1.uksouth-01.azurewebsites.net",
  "a.scm.azurewebsites.net",
  "a.vault.azure.net",
  "a.blob.core.windows.net",
  "a.queue.core.windows.net",
  "a.table.core.windows.net",
];
let authority: CertificateAuthority;
let edge: Edge;

beforeAll(async () => {
  authority = await openCertificateAuthority(folder);
  const table = createHostTable(
    [{ name: "azure", hosts: served, handle: (_request, response, host) => response.end(host.name) }],
    { name: "home", hosts: [], handle: (_request, response) => response.end("home") },
  );
  edge = await listen({ table, authority, log: silentLog, port: 0, address: "127.0.0.1", offline: true });
});
afterAll(async () => {
  await edge.close();
  rmSync(folder, { recursive: true });
});

/** What a program prints that is loaded after the preload, without Node's own support for proxies. */
async function program(
  source: string,
  kind: "commonjs" | "module" = "commonjs",
  proxy = `http://127.0.0.1:${edge.port}`,
) {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--require", preload, `--input-type=${kind}`, "--eval", source],
    { env: { HTTPS_PROXY: proxy, NODE_EXTRA_CA_CERTS: authority.certificateFile }, timeout: 15_000 },
  );
  return stdout.trim();
}

const readBody = "(response) => response.on('data', (data) => console.log(String(data)))";
const readSocket =
  "socket.on('secureConnect', () => socket.write('GET / HTTP/1.0\\r\\nHost: a.azurewebsites.net\\r\\n\\r\\n')).on('data', (data) => console.log(String(data).split('\\r\\n\\r\\n')[1] ?? '')).on('error', (error) => console.log(error.code))";

describe("a Node program with the preload reaches Azure's host names here", () => {
  test.each([
    ["fetch", "fetch('https://a.azurewebsites.net/').then((answer) => answer.text()).then(console.log)", "commonjs"],
    ["https.get", `require('https').get('https://a.azurewebsites.net/', ${readBody})`, "commonjs"],
    [
      "an agent of its own",
      `const { Agent, get } = require('https'); get('https://a.azurewebsites.net/', { agent: new Agent() }, ${readBody})`,
      "commonjs",
    ],
    [
      "tls.connect(options)",
      `const socket = require('tls').connect({ host: 'a.azurewebsites.net', port: 443 }); ${readSocket}`,
      "commonjs",
    ],
    [
      "tls.connect(port, host)",
      `const socket = require('tls').connect(443, 'a.azurewebsites.net'); ${readSocket}`,
      "commonjs",
    ],
    [
      "tls.connect(port, host, options, listener)",
      `const socket = require('tls').connect(443, 'a.azurewebsites.net', {}, () => {}); ${readSocket}`,
      "commonjs",
    ],
    [
      "a named import",
      `import { connect } from 'node:tls'; const socket = connect({ host: 'a.azurewebsites.net', port: 443 }); ${readSocket}`,
      "module",
    ],
  ] as const)("with %s", async (_, source, kind) => {
    expect(await program(source, kind)).toBe("a.azurewebsites.net");
  });

  test("under every name that is served", async () => {
    const source = `Promise.all(${JSON.stringify(served)}.map((name) => fetch('https://' + name).then((answer) => answer.text()))).then((names) => console.log(names.join()))`;
    expect(await program(source)).toBe(served.join());
  });
});

describe("the preload leaves alone", () => {
  test.each([
    ["a host that only ends alike", "evil-azurewebsites.net", 443, undefined],
    ["a domain without a name below it", "azurewebsites.net", 443, undefined],
    ["a name below one that is served as it is", "x.management.azure.com", 443, undefined],
    ["another port", "a.azurewebsites.net", 8443, undefined],
    ["everything, where the proxy is not on this machine", "a.azurewebsites.net", 443, "http://proxy.example:8080"],
    ["everything, where there is no proxy", "a.azurewebsites.net", 443, ""],
  ])("%s", async (_, host, port, proxy) => {
    // What is redirected needs no look-up.
    const options = `{ host: '${host}', port: ${port}, lookup: (_name, _options, done) => done(new Error('looked up')) }`;
    const source = `require('tls').connect(${options}).on('error', (error) => console.log(error.message))`;
    expect(await program(source, "commonjs", proxy)).toBe("looked up");
  });
});
