import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PARENT_HEADER } from "../platform/index.ts";
import { PARENT_HEADER as OWN_COPY } from "./parent-header.ts";
import { startTestApp, type TestApp } from "./testing/test-app.ts";

const VALUE = "7.the-secret";

/** Calls an address with `fetch` or Node's client, and tells which headers the app itself got. */
const MAIN = `
  const { app } = require("@azure/functions");
  const http = require("node:http");
  const viaFetch = async (to) => (await fetch(to)).text();
  const viaHttp = (to) => new Promise((resolve, reject) => {
    http.get(to, async (response) => resolve((await response.setEncoding("utf8").toArray()).join(""))).on("error", reject);
  });
  app.http("call", { handler: async (request) => {
    const to = request.query.get("to");
    await new Promise((resolve) => setImmediate(resolve));
    const send = request.query.get("with") === "fetch" ? viaFetch : viaHttp;
    return { jsonBody: { own: [...request.headers.keys()], sent: JSON.parse(await send(to)) } };
  } });`;

/** Answers with the headers that it got, as names and values in turn. */
const echo = () => createServer((request, response) => response.end(JSON.stringify(request.rawHeaders)));
const cloud = echo();
const outside = echo();
let apps: { readonly whole: TestApp; readonly streaming: TestApp };
let front: Server;

beforeAll(async () => {
  const cloudPort = await listen(cloud);
  await listen(outside);
  const environment = { HTTPS_PROXY: `http://127.0.0.1:${cloudPort}` };
  apps = {
    whole: await startTestApp({ "main.cjs": MAIN }, { environment }),
    streaming: await startTestApp({ "main.cjs": `${MAIN} app.setup({ enableHttpStream: true });` }, { environment }),
  };
  for (const { app } of Object.values(apps)) await app.ready;
  front = createServer((request, response) => {
    const headers = [
      ["Host", "fn.azurewebsites.net"],
      [PARENT_HEADER, "6.forged"],
    ] as const;
    const parentValue = request.headers["x-test-parent"] === undefined ? undefined : VALUE;
    const { app } = request.headers["x-test-app"] === "streaming" ? apps.streaming : apps.whole;
    app.forward(request, response, { path: request.url ?? "/", headers, parentValue });
  });
  await listen(front);
});
afterAll(async () => {
  for (const app of Object.values(apps)) await app.close();
  for (const server of [cloud, outside, front]) server.close().closeAllConnections();
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return portOf(server);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the test's server has no port");
  return address.port;
}

async function call(
  to: Server,
  client: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly own: readonly string[]; readonly sent: readonly string[] }> {
  const query = new URLSearchParams({ to: `http://127.0.0.1:${portOf(to)}/`, with: client });
  const response = await fetch(`http://127.0.0.1:${portOf(front)}/api/call?${query}`, { headers });
  return (await response.json()) as { own: string[]; sent: string[] };
}

describe.each([
  ["fetch", "whole"],
  ["http", "whole"],
  ["fetch", "streaming"],
  ["http", "streaming"],
])("what an app sends with %s in the course of a request that it takes %s", (client, app) => {
  const recorded = { "x-test-parent": "yes", "x-test-app": app };

  test("carries the request's parent value when it goes back into the cloud, and the app doesn't see it", async () => {
    const { own, sent } = await call(cloud, client, recorded);
    const at = sent.findIndex((name) => name.toLowerCase() === PARENT_HEADER);
    expect(sent[at + 1]).toBe(VALUE);
    expect(own).toContain("host");
    expect(own).not.toContain(PARENT_HEADER);
  });

  test("carries nothing when it goes elsewhere", async () => {
    const { sent } = await call(outside, client, recorded);
    expect(sent.join().toLowerCase()).not.toContain("gatehouse");
  });

  test("carries nothing when the request isn't recorded, whatever its headers say", async () => {
    const { own, sent } = await call(cloud, client, { "x-test-app": app });
    expect(own).not.toContain(PARENT_HEADER);
    expect(sent.join().toLowerCase()).not.toContain("gatehouse");
  });
});

test("the header's name is the same in both rooms that know it", () => {
  expect(OWN_COPY).toBe(PARENT_HEADER);
});
