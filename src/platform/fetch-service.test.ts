import { createServer, request as nodeRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { type FetchServiceOptions, fetchService } from "./fetch-service.ts";
import type { Host } from "./service.ts";

const host: Host = { name: "graph.microsoft.com", label: "", scheme: "https", origin: "http://localhost:1" };
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function serve(options: Omit<FetchServiceOptions, "name" | "hosts">): Promise<string> {
  const service = fetchService({ name: "test", hosts: [host.name], ...options });
  const server = createServer((incoming, outgoing) => service.handle(incoming, outgoing, host));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function rawStatus(origin: string, method: string, path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    nodeRequest({ hostname, port, method, path }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on("error", reject)
      .end();
  });
}

describe("fetchService", () => {
  test("gives the request Azure's own URL, its headers and its body", async () => {
    const origin = await serve({
      fetch: async (request) =>
        Response.json({
          url: request.url,
          method: request.method,
          header: request.headers.get("x-test"),
          body: await request.text(),
        }),
    });
    const answer = await fetch(`${origin}//v1.0/me?a=%20b`, {
      method: "POST",
      headers: { "x-test": "1" },
      body: "text",
    });
    expect(await answer.json()).toEqual({
      url: "https://graph.microsoft.com//v1.0/me?a=%20b",
      method: "POST",
      header: "1",
      body: "text",
    });
  });

  test("sends status, headers and each cookie as its own header", async () => {
    const headers = new Headers({ "x-test": "1" });
    headers.append("set-cookie", "a=1");
    headers.append("set-cookie", "b=2");
    const origin = await serve({ fetch: () => new Response("made", { status: 201, headers }) });
    const answer = await fetch(origin);
    expect([answer.status, answer.headers.get("x-test"), await answer.text()]).toEqual([201, "1", "made"]);
    expect(answer.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  });

  test("sends a 204 without a body or a content type", async () => {
    const origin = await serve({ fetch: () => new Response(null, { status: 204 }) });
    const answer = await fetch(origin, { method: "DELETE" });
    expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([204, null, ""]);
  });

  test("answers HEAD with the headers only", async () => {
    const origin = await serve({ fetch: () => Response.json({ a: 1 }) });
    const answer = await fetch(origin, { method: "HEAD" });
    expect([answer.headers.get("content-type"), await answer.text()]).toEqual(["application/json", ""]);
  });

  test.each([
    ["at the limit", 10, 200],
    ["over the limit", 11, 413],
  ])("takes a body up to its limit: %s", async (_, length, status) => {
    const origin = await serve({ maxBodyBytes: 10, fetch: async (request) => new Response(await request.text()) });
    const answer = await fetch(origin, { method: "PUT", body: "x".repeat(length) });
    expect(answer.status).toBe(status);
  });

  test("turns what is thrown into a bare 500 and tells the log", async () => {
    const told: string[] = [];
    const origin = await serve({
      fetch: () => Promise.reject(new Error("secret detail")),
      log: { info() {}, warn() {}, error: (message) => told.push(message) },
    });
    const answer = await fetch(origin);
    expect([answer.status, await answer.text()]).toEqual([500, "Internal Server Error"]);
    expect(told).toEqual(["test failed to answer"]);
  });

  test("refuses a method that a web request can't have", async () => {
    const origin = await serve({ fetch: () => new Response("reached") });
    expect(await rawStatus(origin, "TRACE", "/")).toBe(400);
  });

  test("aborts the request's signal when the caller hangs up", async () => {
    const { promise: aborted, resolve } = Promise.withResolvers<void>();
    const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
    const origin = await serve({
      fetch: async (request) => {
        request.signal.addEventListener("abort", () => resolve());
        reach();
        await aborted;
        return new Response("late");
      },
    });
    const caller = new AbortController();
    const answer = fetch(origin, { signal: caller.signal }).catch(() => undefined);
    await reached;
    caller.abort();
    await aborted;
    expect(await answer).toBeUndefined();
  });
});
