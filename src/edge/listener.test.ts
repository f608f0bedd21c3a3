import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { get as httpsGet } from "node:https";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as tlsConnect } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Service, silentLog } from "../platform/index.ts";
import { type CertificateAuthority, openCertificateAuthority } from "./certificate-authority.ts";
import { createHostTable } from "./host-table.ts";
import { type Edge, ListenError, listen } from "./listener.ts";

function echo(name: string, hosts: readonly string[]): Service {
  return {
    name,
    hosts,
    handle: (request, response, host) => response.end(JSON.stringify({ service: name, path: request.url, ...host })),
  };
}

const folder = mkdtempSync(join(tmpdir(), "gatehouse-edge-"));
const table = createHostTable(
  [
    echo("sites", ["*.azurewebsites.net"]),
    echo("scm", ["*.scm.azurewebsites.net"]),
    echo("arm", ["management.azure.com"]),
    {
      name: "broken",
      hosts: ["broken.azure.com"],
      handle(request, response) {
        if (request.url === "/late") response.write("half");
        throw new Error("no such thing");
      },
    },
  ],
  echo("home", []),
);
let authority: CertificateAuthority;
let edge: Edge;

beforeAll(async () => {
  authority = await openCertificateAuthority(folder);
  edge = await listen({ table, authority, log: silentLog, port: 0, address: "127.0.0.1", offline: true });
});
afterAll(async () => {
  await edge.close();
  rmSync(folder, { recursive: true });
});

async function text(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function get(host: string, path = "/x?y=1"): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: "127.0.0.1", port: edge.port, path, headers: { host } });
    request.once("error", reject);
    request.once("response", async (response) =>
      resolve({ status: response.statusCode ?? 0, body: await text(response) }),
    );
    request.end();
  });
}

function tunnel(authorityName: string): Promise<{ status: string; socket: Socket }> {
  return new Promise((resolve, reject) => {
    const socket = connect(edge.port, "127.0.0.1", () =>
      socket.write(`CONNECT ${authorityName} HTTP/1.1\r\nHost: ${authorityName}\r\n\r\n`),
    );
    socket.once("error", reject);
    socket.once("data", (chunk) => resolve({ status: chunk.toString().split("\r\n")[0] ?? "", socket }));
  });
}

function closed(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  socket.on("error", () => {});
  return new Promise((resolve) => socket.once("close", () => resolve(Buffer.concat(chunks).toString())));
}

describe("a caller that is too slow is cut off", () => {
  let impatient: Edge;
  beforeAll(async () => {
    impatient = await listen({
      table: createHostTable(
        [{ name: "sink", hosts: ["management.azure.com"], handle: (request) => void request.resume() }],
        echo("home", []),
      ),
      authority,
      log: silentLog,
      port: 0,
      address: "127.0.0.1",
      offline: true,
      headTimeoutMs: 50,
      requestTimeoutMs: 100,
    });
  });
  afterAll(() => impatient.close());

  test.each([
    ["nothing", "", ""],
    ["half a head", "GET / HTTP/1.1\r\nHost: localhost\r\nX:", "408 Request Timeout"],
    ["one byte", "G", "408 Request Timeout"],
    [
      "half a body",
      "POST / HTTP/1.1\r\nHost: management.azure.com\r\nContent-Length: 9\r\n\r\na",
      "408 Request Timeout",
    ],
    ["half a handshake", "\x16\x03\x01", ""],
    ["nothing in a tunnel", "CONNECT management.azure.com:80 HTTP/1.1\r\n\r\n", "408 Request Timeout"],
    ["no handshake in a tunnel", "CONNECT management.azure.com:443 HTTP/1.1\r\n\r\n", "200 Connection Established"],
  ])("when it sends %s", async (_, sent, answer) => {
    const socket = connect(impatient.port, "127.0.0.1");
    if (sent !== "") socket.write(sent, "latin1");
    expect(await closed(socket)).toContain(answer);
  });
});

describe("a tunnel to a host outside", () => {
  let online: Edge;
  beforeAll(async () => {
    online = await listen({ table, authority, log: silentLog, port: 0, address: "127.0.0.1", offline: false });
  });
  afterAll(() => online.close());

  test("that breaks off carries nothing of the proxy's own", async () => {
    const host = createServer((socket) =>
      socket.once("data", () => socket.write("half", () => socket.resetAndDestroy())),
    );
    const port = await new Promise<number>((resolve) => {
      host.listen(0, "127.0.0.1", () => resolve((host.address() as AddressInfo).port));
    });
    const client = connect(online.port, "127.0.0.1");
    client.write(`CONNECT 127.0.0.1:${port} HTTP/1.1\r\nHost: x\r\n\r\n`);
    client.once("data", () => client.write("hello"));
    expect(await closed(client)).toMatch(/^HTTP\/1\.1 200 Connection Established\r\n\r\n(half)?$/);
    await new Promise((resolve) => host.close(resolve));
  });
});

describe("the edge", () => {
  test.each([
    [
      "fn-a.azurewebsites.net.localhost",
      { service: "sites", name: "fn-a.azurewebsites.net", label: "fn-a", scheme: "https" },
    ],
    ["FN-A.azurewebsites.net.localhost:4280", { service: "sites", name: "fn-a.azurewebsites.net", scheme: "https" }],
    ["fn-a-h1.uksouth-01.azurewebsites.net.localhost", { service: "sites", label: "fn-a-h1.uksouth-01" }],
    ["fn-a.scm.azurewebsites.net.localhost", { service: "scm", label: "fn-a" }],
    ["management.azure.com.localhost", { service: "arm", label: "", scheme: "https" }],
    ["management.azure.com", { service: "arm", scheme: "http" }],
    ["localhost:4280", { service: "home" }],
    ["127.0.0.1", { service: "home" }],
  ])("takes a request for %s to its service", async (host, expected) => {
    const { status, body } = await get(host);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ path: "/x?y=1", ...expected });
  });

  test.each([
    "example.com",
    "evil.localhost",
    "azurewebsites.net",
    "a.azurewebsites.net.evil.com",
    "x@localhost",
    "10.0.0.1",
  ])("refuses the unknown host %s", async (host) => {
    const { status, body } = await get(host);
    expect(status).toBe(421);
    expect(body).toContain("doesn't serve the host");
  });

  test("answers https through CONNECT with a certificate of its own authority", async () => {
    const { status, socket } = await tunnel("fn-a.azurewebsites.net:443");
    expect(status).toBe("HTTP/1.1 200 Connection Established");
    const secured = tlsConnect({
      socket,
      servername: "fn-a.azurewebsites.net",
      ca: readFileSync(authority.certificateFile),
    });
    secured.write("GET /api/x HTTP/1.1\r\nHost: fn-a.azurewebsites.net\r\nConnection: close\r\n\r\n");
    const chunks: Buffer[] = [];
    for await (const chunk of secured) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toContain('"scheme":"https"');
    expect(secured.authorized).toBe(true);
  });

  test("answers TLS that comes straight to its port", async () => {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      httpsGet(
        {
          host: "127.0.0.1",
          port: edge.port,
          servername: "management.azure.com",
          headers: { host: "management.azure.com" },
          ca: readFileSync(authority.certificateFile),
        },
        resolve,
      ).once("error", reject);
    });
    expect(JSON.parse(await text(response))).toMatchObject({ service: "arm", scheme: "https" });
  });

  test("answers 500 for a service that throws, and goes on", async () => {
    expect(await get("broken.azure.com")).toMatchObject({ status: 500 });
    await expect(get("broken.azure.com", "/late")).rejects.toThrow();
    expect(await get("localhost")).toMatchObject({ status: 200 });
  });

  test("refuses to pass on a host from outside when offline", async () => {
    const { status, socket } = await tunnel("example.com:443");
    expect(status).toBe("HTTP/1.1 502 Bad Gateway");
    socket.destroy();
  });

  test("takes a request that comes byte by byte", async () => {
    const socket = connect(edge.port, "127.0.0.1");
    socket.setNoDelay(true);
    for (const byte of "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n") {
      await new Promise<void>((resolve) => socket.write(byte, () => resolve()));
    }
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toContain('"service":"home"');
  });

  test("says what to do when its port is in use", async () => {
    const second = listen({ table, authority, log: silentLog, port: edge.port, address: "127.0.0.1", offline: true });
    await expect(second).rejects.toThrow(ListenError);
    await expect(second).rejects.toMatchObject({ code: "PORT_IN_USE", message: expect.stringContaining("--port") });
  });

  test("keeps the authority's key readable by its owner only, and the same at the next start", async () => {
    expect(statSync(join(folder, "ca-key.pem")).mode & 0o777).toBe(0o600);
    const before = readFileSync(authority.certificateFile, "utf8");
    await openCertificateAuthority(folder);
    expect(readFileSync(authority.certificateFile, "utf8")).toBe(before);
  });
});
