import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "./testing/test-app.ts";

describe("a function that wants a key", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp(
      {
        "main.cjs": `
          const { app } = require("@azure/functions");
          const handler = async (request) => ({ body: request.query.get("code") ?? "run" });
          app.get("open", { authLevel: "anonymous", handler });
          app.get("keyed", { authLevel: "function", handler });
          app.get("closed", { authLevel: "admin", handler });
          app.get("disabled", { authLevel: "function", handler });`,
      },
      {
        environment: { AzureWebJobs__disabled__Disabled: "1" },
        keys: {
          masterKey: "m+/=",
          functionKeys: { default: "host" },
          systemKeys: { eventgrid_extension: "system" },
          functions: { keyed: { default: "own" } },
        },
      },
    );
    await app.app.ready;
  });
  afterAll(() => app.close());

  test.each([
    ["open", undefined, 200],
    ["open", "wrong", 200],
    ["keyed", undefined, 401],
    ["keyed", "wrong", 401],
    ["keyed", "system", 401],
    ["keyed", "own", 200],
    ["keyed", "host", 200],
    ["keyed", "m+/=", 200],
    ["closed", "own", 401],
    ["closed", "host", 401],
    ["closed", "m+/=", 200],
    ["disabled", undefined, 401],
    ["disabled", "host", 404],
    ["disabled", "m+/=", 200],
  ])("%s, with the key %s, answers %i by header and by query", async (name, key, status) => {
    const byHeader = await app.fetch(`/api/${name}`, key === undefined ? {} : { headers: { "x-functions-key": key } });
    const byQuery = await app.fetch(`/api/${name}${key === undefined ? "" : `?CODE=${encodeURIComponent(key)}`}`);
    expect([byHeader.status, byQuery.status]).toEqual([status, status]);
    if (status === 401) {
      expect(await byHeader.text()).toBe("");
      expect(byHeader.headers.has("www-authenticate")).toBe(false);
    }
  });

  test("takes the header before the query, also when the header is wrong", async () => {
    const response = await app.fetch("/api/keyed?code=own", { headers: { "x-functions-key": "wrong" } });
    expect(response.status).toBe(401);
  });

  test("is found before its key is checked", async () => {
    expect((await app.fetch("/api/keyed", { method: "DELETE" })).status).toBe(404);
  });

  test("follows the keys when they change", async () => {
    app.app.setKeys({ masterKey: undefined, functionKeys: { default: "new" }, systemKeys: {}, functions: {} });
    const call = (key: string) => app.fetch("/api/keyed", { headers: { "x-functions-key": key } });
    // The message and the request go different ways; the first answer with the new key says that it has arrived.
    await expect.poll(async () => (await call("new")).status).toBe(200);
    expect((await call("host")).status).toBe(401);
    expect((await call("m+/=")).status).toBe(401);
  });
});

test("without a secret store no key fits", async () => {
  const app = await startTestApp({
    "main.cjs": `require("@azure/functions").app.get("keyed", { authLevel: "function", handler: () => ({}) });`,
  });
  const answers = await Promise.all(["", "?code=", "?code=undefined"].map((query) => app.fetch(`/api/keyed${query}`)));
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
  await app.close();
});
