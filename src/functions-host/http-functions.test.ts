import { Agent, request as send } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "./testing/test-app.ts";

const HANDLERS = `
app.http("json", { handler: async (request) => ({ jsonBody: { url: request.url, query: Object.fromEntries(request.query) } }) });
app.get("orders", { route: "orders/{category:alpha}/{id:int?}", handler: async ({ params }) => ({ jsonBody: params }) });
app.get("own-route", { route: "/Very/Own", handler: async () => ({ body: "own" }) });
app.http("nothing", { handler: async () => undefined });
app.http("throws", { handler: async () => { throw new TypeError("no such order"); } });
app.http("text-result", { handler: async () => "text" });
app.http("no-status", { handler: async () => ({ status: 42 }) });
app.http("headers", { handler: async ({ headers }) => ({
  status: 418,
  headers: { "x-answer": headers.get("x-question") ?? "none", "content-length": "3", connection: "x-answer" },
  cookies: [{ name: "a", value: "1" }, { name: "b", value: "2", httpOnly: true }],
  body: "tea" }) });
app.http("echo", { methods: ["POST", "PUT"], handler: async (request) => ({
  headers: { "content-type": request.headers.get("content-type") ?? "" }, body: Buffer.from(await request.arrayBuffer()) }) });
app.http("form", { methods: ["POST"], handler: async (request) => ({ jsonBody: Object.fromEntries(await request.formData()) }) });
app.http("body", { handler: async ({ query }) => {
  const kinds = {
    string: "text", buffer: Buffer.from("bytes"), params: new URLSearchParams({ a: "1 2" }), blob: new Blob(["blob"]),
    web: new Blob(["web stream"]).stream(), response: undefined, empty: undefined,
  };
  return query.get("kind") === "response" ? new HttpResponse({ status: 201, body: "created" }) : { body: kinds[query.get("kind")] };
} });
app.http("user", { handler: async (request) => ({ jsonBody: { id: request.user?.id, username: request.user?.username } }) });
app.http("no-content", { handler: async () => ({ status: 204, body: "not sent" }) });
app.http("all", { methods: ["HEAD", "OPTIONS", "DELETE", "PATCH"], handler: async ({ method }) => ({ headers: { "x-method": method }, body: method }) });
app.http("logs", { handler: async (_request, context) => {
  context.log("order %d", 5, { open: true }); context.warn("careful"); context.debug("unseen"); console.log("to the console"); console.error("to the error output");
  return { body: context.invocationId };
} });
app.http("off", { handler: async () => ({ body: "off" }) });
`;

const MODULES = {
  "a CommonJS app": { "main.cjs": `const { app, HttpResponse } = require("@azure/functions");\n${HANDLERS}` },
  "an ES module app loaded by a glob": {
    "package.json": '{ "type": "module", "main": "dist/{functions,unused}/*.js" }',
    "dist/functions/all.js": `import { app, HttpResponse } from "@azure/functions";\n${HANDLERS}`,
  },
};

describe.each(Object.entries(MODULES))("%s", (_kind, files) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp(files, {
      environment: { "AzureWebJobs.off.Disabled": "true", FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: "6000000" },
    });
    await app.app.ready;
  });
  afterAll(() => app.close());

  test.each([
    [
      "GET",
      "/api/json?a=1&A=2&b=",
      200,
      (origin: string) => `{"url":"${origin}/api/json?a=1&A=2&b=","query":{"a":"1,2","b":""}}`,
    ],
    ["POST", "/API/Json", 200, (origin: string) => `{"url":"${origin}/API/Json","query":{}}`],
    ["GET", "/api/orders/books/5", 200, '{"category":"books","id":"5"}'],
    ["GET", "/api/orders/books", 200, '{"category":"books"}'],
    ["GET", "/api/orders/books/five", 404, ""],
    ["GET", "/api/very/own/", 200, "own"],
    ["GET", "/api/own-route", 404, ""],
    ["GET", "/json", 404, ""],
    ["PUT", "/api/json", 404, ""],
    ["HEAD", "/api/json", 404, ""],
    ["OPTIONS", "/api/json", 404, ""],
    ["GET", "/api/nothing", 204, ""],
    ["GET", "/api/throws", 500, ""],
    ["GET", "/api/text-result", 500, ""],
    ["GET", "/api/no-status", 500, ""],
    ["GET", "/api/no-content", 204, ""],
    ["GET", "/api/off", 404, ""],
    ["DELETE", "/api/all", 200, "DELETE"],
    ["HEAD", "/api/all", 200, ""],
    ["GET", "/api/body?kind=string", 200, "text"],
    ["GET", "/api/body?kind=buffer", 200, "bytes"],
    ["GET", "/api/body?kind=params", 200, "a=1+2"],
    ["GET", "/api/body?kind=blob", 200, "blob"],
    ["GET", "/api/body?kind=web", 200, "web stream"],
    ["GET", "/api/body?kind=empty", 200, ""],
    ["GET", "/api/body?kind=response", 201, "created"],
    ["GET", `/api/json?${"x".repeat(4096)}`, 414, ""],
  ])("answers %s %s with %i", async (method, path, status, body) => {
    const response = await app.fetch(path, { method });
    expect(response.status).toBe(status);
    expect(await response.text()).toBe(typeof body === "string" ? body : body(app.origin));
  });

  test("has a home page at the root", async () => {
    const response = await app.fetch("/");
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/html"]);
    expect(await response.text()).toContain("<title>Your Azure Function App is up and running.</title>");
  });

  test("gets the request's headers and sets its own, but not those of the connection", async () => {
    const response = await app.fetch("/api/headers", { headers: { "X-Question": "why" } });
    expect(response.status).toBe(418);
    expect(Object.fromEntries(response.headers)).toMatchObject({ "x-answer": "why", "content-length": "3" });
    expect(response.headers.getSetCookie()).toEqual(["a=1; path=/", "b=2; path=/; httponly"]);
  });

  test("gets the caller's principal from App Service's headers", async () => {
    const principal = Buffer.from('{"auth_typ":"aad","claims":[]}').toString("base64");
    const headers = {
      "X-MS-CLIENT-PRINCIPAL": principal,
      "X-MS-CLIENT-PRINCIPAL-ID": "4f1",
      "X-MS-CLIENT-PRINCIPAL-NAME": "ada",
      "X-MS-CLIENT-PRINCIPAL-IDP": "aad",
    };
    expect(await (await app.fetch("/api/user", { headers })).json()).toEqual({ id: "4f1", username: "ada" });
    // Without a name, as for a managed identity, @azure/functions throws; so it does on Azure.
    const { "X-MS-CLIENT-PRINCIPAL-NAME": _name, ...nameless } = headers;
    expect((await app.fetch("/api/user", { headers: nameless })).status).toBe(500);
  });

  test("gets a body of megabytes byte for byte", async () => {
    const body = Buffer.alloc(5_000_000, "0123456789abcdef");
    const response = await app.fetch("/api/echo", { method: "POST", body, headers: { "content-type": "x/y" } });
    expect(response.headers.get("content-type")).toBe("x/y");
    expect(Buffer.from(await response.arrayBuffer()).equals(body)).toBe(true);
  });

  test("gets forms", async () => {
    const form = new FormData();
    form.set("name", "Ada");
    expect(await (await app.fetch("/api/form", { method: "POST", body: form })).json()).toEqual({ name: "Ada" });
    const body = new URLSearchParams({ name: "Ada" });
    expect(await (await app.fetch("/api/form", { method: "POST", body })).json()).toEqual({ name: "Ada" });
  });

  test.each([
    ["declared", { "content-length": "6000001" }, 1],
    ["in chunks", {}, 1],
    ["in chunks that go on and on", {}, 5],
  ])("never sees a body beyond the limit, %s, and the caller can send all of it", async (_how, headers, size) => {
    // One that is kept: Node's server ends others with the answer, however much is still to come.
    const agent = new Agent({ keepAlive: true });
    const status = await new Promise((resolve, reject) => {
      let answered: number | undefined;
      const request = send(`${app.origin}/api/echo`, { method: "POST", headers, agent }, (response) => {
        response.resume();
        answered = response.statusCode;
      });
      request.on("error", reject);
      request.on("close", () => resolve(answered));
      request.end(Buffer.alloc(6_000_001 * size));
    });
    agent.destroy();
    expect(status).toBe(413);
  });

  test("gets no body that came in chunks, as on Azure, and the log says why", async () => {
    const body = new Blob(["chunked"]).stream();
    const response = await app.fetch("/api/echo", { method: "PUT", body, duplex: "half" } as RequestInit);
    expect([response.status, await response.text()]).toEqual([200, ""]);
    const line = await app.line(({ message }) => message.includes("Transfer-Encoding: chunked"));
    expect([line.level, line.functionName]).toEqual(["warning", "echo"]);
  });

  test("writes to the log with the function and the invocation, and through the console without", async () => {
    const invocationId = await (await app.fetch("/api/logs")).text();
    const time = "2026-01-01T00:00:00.000Z";
    const own = { time, category: "Function.logs.User", functionName: "logs", invocationId };
    const console = { time, category: "Host.Function.Console", functionName: undefined, invocationId: undefined };
    await app.line(({ message }) => message === "to the error output");
    await app.line(({ message }) => message === "to the console");
    expect(app.lines).toContainEqual({ ...own, level: "information", message: "order 5 { open: true }" });
    expect(app.lines).toContainEqual({ ...own, level: "warning", message: "careful" });
    expect(app.lines).toContainEqual({ ...console, level: "information", message: "to the console" });
    expect(app.lines).toContainEqual({ ...console, level: "error", message: "to the error output" });
    expect(app.lines.filter(({ message }) => message === "unseen")).toEqual([]);
  });

  test("that throws leaves a line with the function's name, the invocation and the stack", async () => {
    await app.fetch("/api/throws");
    const line = await app.line(({ level, functionName }) => level === "error" && functionName === "throws");
    expect(line.message).toContain(`Executed 'Functions.throws' (Failed, Id=${line.invocationId}, Duration=`);
    expect(line.message).toMatch(/TypeError: no such order\n {4}at .*(?:main\.cjs|all\.js):\d+/);
  });
});

test("host.json sets the route prefix, the host's headers and the log levels", async () => {
  const app = await startTestApp({
    "host.json": JSON.stringify({
      version: "2.0",
      extensions: {
        http: { routePrefix: "", customHeaders: { "X-Frame-Options": "DENY" }, maxConcurrentRequests: 5 },
        queues: { batchSize: 16 },
      },
      logging: { logLevel: { default: "Warning", "Function.root.User": "Debug" } },
    }),
    "main.cjs": `
      const { app } = require("@azure/functions");
      app.http("root", { route: "/", handler: (_, context) => { context.debug("seen"); return { body: "root" }; } });`,
  });
  const response = await app.fetch("/");
  expect([await response.text(), response.headers.get("x-frame-options")]).toEqual(["root", "DENY"]);
  expect((await app.fetch("/nowhere")).headers.get("x-frame-options")).toBe("DENY");
  await app.close();
  expect(app.lines.map(({ level, message }) => [level, message])).toEqual([
    ["warning", "host.json sets extensions.http.maxConcurrentRequests, which has no effect here."],
    ["debug", "seen"],
  ]);
});

test("hooks run in order, and may change inputs, results, errors and what the app logs", async () => {
  const app = await startTestApp({
    "main.cjs": `
      const { app } = require("@azure/functions");
      app.hook.appStart((context) => { context.hookData.started = true; console.log("started " + Object.keys(context.hookData)); });
      app.hook.preInvocation((context) => {
        context.hookData.order = ["pre"];
        const handler = context.functionHandler;
        context.functionHandler = (...args) => { context.hookData.order.push("handler"); return handler(...args); };
      });
      app.hook.postInvocation((context) => {
        context.hookData.order.push("post");
        if (context.error) { context.error = null; context.result = { status: 409 }; }
        else context.result = { ...context.result, headers: { "x-order": context.hookData.order.join(",") } };
      });
      app.hook.log((context) => { if (context.category === "user") context.message = context.message.replace("secret", "***"); });
      app.hook.appTerminate(() => console.log("terminated"));
      app.http("ok", { handler: (_, context) => { context.log("the secret"); return { body: "ok" }; } });
      app.http("bad", { handler: () => { throw new Error("bad"); } });`,
  });
  expect((await app.fetch("/api/ok")).headers.get("x-order")).toBe("pre,handler,post");
  expect((await app.fetch("/api/bad")).status).toBe(409);
  await app.app.stop();
  const messages = app.lines.map(({ message }) => message);
  expect(messages).toEqual(expect.arrayContaining(["started started", "the ***", "terminated"]));
  await app.close();
});

test("@azure/functions-core is one module, for import as for require", async () => {
  const app = await startTestApp({
    "package.json": '{ "type": "module", "main": "main.js" }',
    "main.js": `
      import * as imported from "@azure/functions-core";
      import { createRequire } from "node:module";
      const required = createRequire(import.meta.url)("@azure/functions-core");
      const { app } = await import("@azure/functions");
      app.http("core", { handler: () => ({ jsonBody: {
        same: imported.registerFunction === required.registerFunction,
        model: imported.getProgrammingModel().name,
        late: (() => { try { required.registerFunction({ name: "late", bindings: {} }, () => {}); } catch (error) { return error.message; } })(),
        unknown: (() => { try { required.registerHook("late", () => {}); } catch (error) { return error.name; } })(),
      } }) });`,
  });
  expect(await (await app.fetch("/api/core")).json()).toEqual({
    same: true,
    model: "@azure/functions",
    late: "A function can only be registered while the app starts.",
    unknown: "RangeError",
  });
  expect(app.lines.filter(({ level }) => level !== "information")).toEqual([]);
  await app.close();
});
