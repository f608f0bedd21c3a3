import { type ClientRequest, type IncomingMessage, request as send } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "./testing/test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp(
    {
      "main.cjs": `
        const { app } = require("@azure/functions");
        const { once } = require("node:events");
        const { createServer } = require("node:http");
        app.setup({ enableHttpStream: true });
        app.http("echo", { route: "echo/{name?}", handler: async ({ params, query, url, body }) => ({
          status: 201, headers: { "x-name": params.name ?? "", "x-query": query.get("a") ?? "", "x-url": url },
          cookies: [{ name: "a", value: "1", path: "/" }], body }) });
        app.http("read", { handler: async (request, context) => {
          try { for await (const _ of request.body) context.log("chunk"); } catch { context.log("aborted"); }
          return {};
        } });
        app.http("nothing", { handler: () => undefined });
        app.http("throws", { handler: () => { throw new Error("no"); } });
        const gate = Promise.withResolvers();
        app.http("breaks", { handler: () => ({ body: ReadableStream.from((async function* () {
          yield Buffer.from("half");
          await gate.promise;
          throw new Error("broken");
        })()) }) });
        app.http("break-now", { handler: () => { gate.resolve(); return {}; } });
        app.http("servers", { handler: async () => {
          const tcp = () => process.getActiveResourcesInfo().filter((kind) => kind === "TCPServerWrap").length;
          const before = tcp();
          const own = createServer().listen(0, "127.0.0.1");
          await once(own, "listening");
          const after = tcp();
          own.close();
          return { jsonBody: { before, after } };
        } });`,
    },
    { environment: { FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: "1000" } },
  );
  await app.app.ready;
});
afterAll(() => app.close());

function open(path: string): { readonly request: ClientRequest; readonly response: Promise<IncomingMessage> } {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = send(`${app.origin}${path}`, { method: "POST" }, resolve);
  request.on("error", reject);
  promise.catch(() => {});
  return { request, response: promise };
}

describe("an app with enableHttpStream", () => {
  test("answers while the request is still being sent", async () => {
    const { request, response } = open("/api/echo/ada?a=1");
    request.write("first");
    const answer = await response;
    const chunks = answer[Symbol.asyncIterator]();
    expect([answer.statusCode, answer.headers["x-name"], answer.headers["x-query"]]).toEqual([201, "ada", "1"]);
    expect(answer.headers["x-url"]).toBe(`${app.origin}/api/echo/ada?a=1`);
    expect(answer.headers["set-cookie"]).toEqual(["a=1; Path=/"]);
    expect(String((await chunks.next()).value)).toBe("first");
    request.end("second");
    expect(String((await chunks.next()).value)).toBe("second");
    expect((await chunks.next()).done).toBe(true);
  });

  test("notices that the caller has gone away", async () => {
    const { request } = open("/api/read");
    request.on("error", () => {});
    request.write("some");
    await app.line(({ message }) => message === "chunk");
    request.destroy();
    await app.line(({ message }) => message === "aborted");
  });

  test.each([
    ["/api/nothing", 204],
    ["/api/throws", 500],
  ])("answers %s with an empty %i", async (path, status) => {
    const response = await app.fetch(path);
    expect([response.status, await response.text()]).toEqual([status, ""]);
  });

  test("never passes half an answer off as a whole one", async () => {
    const response = await app.fetch("/api/breaks");
    expect(response.status).toBe(200);
    await app.fetch("/api/break-now");
    await expect(response.text()).rejects.toThrow();
  });

  test("refuses a body that says it is too large", async () => {
    const response = await app.fetch("/api/read", { method: "POST", body: "x".repeat(1001) });
    expect(response.status).toBe(413);
  });

  test("opens no port, and may open its own", async () => {
    expect(await (await app.fetch("/api/servers")).json()).toEqual({ before: 0, after: 1 });
  });
});
