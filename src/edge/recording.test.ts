import { mkdtempSync, rmSync } from "node:fs";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  createClock,
  createExchanges,
  type Exchange,
  PARENT_HEADER,
  parentValueOf,
  type Service,
  silentLog,
} from "../platform/index.ts";
import { openCertificateAuthority } from "./certificate-authority.ts";
import { createHostTable } from "./host-table.ts";
import { type Edge, listen } from "./listener.ts";

const folder = mkdtempSync(join(tmpdir(), "gatehouse-recording-"));
const exchanges = createExchanges({ clock: createClock() });
let edge: Edge;

/** Everything that a service can read of a request's headers. */
function seen(request: IncomingMessage): object {
  const { headers, headersDistinct, rawHeaders } = request;
  return { headers, headersDistinct, rawHeaders };
}

const sites: Service = {
  name: "sites",
  hosts: ["*.azurewebsites.net"],
  handle(request, response) {
    if (request.url === "/hang") return void response.write("half");
    response.setHeader("x-parent-value", parentValueOf(request) ?? "");
    response.writeHead(request.url === "/refused" ? 403 : 200, ["X-Answer", "yes"]);
    response.end(JSON.stringify(seen(request)));
  },
};
const home: Service = {
  name: "home",
  hosts: [],
  recordedAs: ({ url }) => (url === "/msi/token" ? "Identities" : undefined),
  handle: (_request, response) => void response.end(),
};

beforeAll(async () => {
  edge = await listen({
    table: createHostTable([sites], home),
    authority: await openCertificateAuthority(folder),
    log: silentLog,
    exchanges,
    port: 0,
    address: "127.0.0.1",
    offline: true,
  });
});
beforeEach(() => exchanges.clear());
afterAll(async () => {
  await edge.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly parentValue: string;
  readonly body: string;
}

async function get(path: string, headers: readonly string[] = [], host = "fn.azurewebsites.net"): Promise<Answer> {
  const ended = nextEnd();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const target = { host: "127.0.0.1", port: edge.port, path, headers: ["Host", host, ...headers] };
    httpRequest(target, resolve).once("error", reject).end();
  });
  const chunks = (await response.setEncoding("utf8").toArray()) as string[];
  if (response.headers["x-answer"] !== undefined) await ended;
  return {
    status: response.statusCode ?? 0,
    parentValue: String(response.headers["x-parent-value"]),
    body: chunks.join(""),
  };
}

/** The next exchange that ends. */
function nextEnd(): Promise<Exchange> {
  return new Promise((resolve) => {
    const unlisten = exchanges.listen((exchange) => {
      if (exchange.end === undefined) return;
      unlisten();
      resolve(exchange);
    });
  });
}

describe("the listener's recorder", () => {
  test("keeps who was asked for what, and how it was answered", async () => {
    await get("/refused?x=1", ["X-One", "1"]);
    await get("/refused", ["X-One", "1"]);
    const [exchange] = exchanges.list({ limit: 1 });
    expect(exchange).toMatchObject({ service: "sites", method: "GET", target: "/refused", end: { status: 403 } });
    expect(exchange?.rawHeaders).toEqual(expect.arrayContaining(["X-One", "1"]));
    expect(exchange?.end?.head).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n(.+\r\n)*X-Answer: yes\r\n/i);
  });

  test("keeps a request whose caller hung up as one without a status", async () => {
    const ended = nextEnd();
    const request = httpRequest({ port: edge.port, path: "/hang", headers: { host: "fn.azurewebsites.net" } });
    request.once("response", () => request.destroy()).once("error", () => {});
    request.end();
    expect((await ended).end?.status).toBeUndefined();
  });

  test("leaves out what a service doesn't want recorded, and hosts that nobody serves", async () => {
    await get("/gatehouse/status", [], "localhost");
    await get("/", [], "example.com");
    expect(exchanges.total).toBe(0);
    await get("/msi/token", [], "127.0.0.1");
    expect(exchanges.list({ limit: 9 }).map(({ service }) => service)).toEqual(["Identities"]);
  });

  test("believes its own parent header, under any spelling and beside others, and shows it to no service", async () => {
    const { parentValue } = await get("/");
    const { body } = await get("/", [
      "X-A",
      "1",
      "x-gatehouse-parent",
      "1.forged",
      "X-GATEHOUSE-Parent",
      parentValue,
      "X-B",
      "2",
    ]);
    const [child, parent] = exchanges.list({ limit: 2 });
    expect(child).toMatchObject({ parentId: parent?.id, rootId: parent?.id });
    expect(body.toLowerCase()).not.toContain("gatehouse");
    expect(JSON.parse(body)).toMatchObject({
      headers: { "x-a": "1", "x-b": "2" },
      headersDistinct: { "x-a": ["1"], "x-b": ["2"] },
      rawHeaders: expect.arrayContaining(["X-A", "1", "X-B", "2"]),
    });
    expect(child?.rawHeaders.join().toLowerCase()).not.toContain("gatehouse");
  });

  test("takes a forged parent header off, and ignores it", async () => {
    await get("/");
    const [{ id = 0 } = {}] = exchanges.list({ limit: 1 });
    const { body } = await get("/", [PARENT_HEADER, `${id}.AAAAAAAAAAAAAAAAAAAAAA`]);
    expect(exchanges.list({ limit: 1 })).toMatchObject([{ parentId: undefined, rootId: id + 1 }]);
    expect(body.toLowerCase()).not.toContain("gatehouse");
  });
});
