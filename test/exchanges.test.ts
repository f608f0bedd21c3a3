import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { buildFunctions } from "../demo/functions/build.ts";
import { type DemoCloud, startDemo } from "./support/demo-cloud.ts";
import { chain, exchangeCalls, list, refusals, summary, tree } from "./support/exchange-calls.ts";

let demo: DemoCloud;
let calls: Awaited<ReturnType<typeof exchangeCalls>>;

beforeAll(async () => {
  await buildFunctions();
  demo = await startDemo();
  calls = await exchangeCalls(demo.cloud);
});
afterAll(() => demo[Symbol.asyncDispose]());
beforeEach(async () => {
  expect((await calls.ask("exchanges", "DELETE")).status).toBe(204);
});

describe("the chain of a request", () => {
  test("goes from the function over the identity endpoint and the gateway to the private function", async () => {
    // No other test calls this one: the app keeps its token, and doesn't ask the identity endpoint again.
    await calls.send(demo.outputs.trustedGroupUrl);
    const details = await calls.chainOf(demo.outputs.trustedGroupUrl);
    expect(tree(details)).toEqual([
      "App Service: /api/group 200",
      "  Managed identity: /msi/token 200",
      "  API Management gateway: /trusted-group/test 200",
      "    App Service: /api/test 200",
    ]);
    expect(new Set(details.map(({ rootId }) => rootId))).toEqual(new Set([details[0]?.id]));
    const [, identity, gateway, app] = details.map(({ notes }) => notes);
    expect(identity).toMatchObject([
      {
        source: "managed identity",
        outcome: "passed",
        message: expect.stringMatching(/user-assigned identity fn-apim-mi-demo-public-trusted for 'api:.*/),
      },
    ]);
    expect(gateway).toMatchObject([{ source: "route", facts: { api: "trusted-group", operation: "test" } }]);
    expect(app).toMatchObject([{ source: "Easy Auth", outcome: "passed" }]);
    // Asked for from any link of it, the chain is the same.
    const again = await calls.ask(`exchanges/${details.at(-1)?.id}`);
    expect(chain.parse(await again.json()).exchanges).toEqual(details);
  });

  test("tells why the gateway refused it", async () => {
    await calls.send(demo.outputs.untrustedSimpleUrl);
    const details = await calls.chainOf(demo.outputs.untrustedSimpleUrl);
    expect(tree(details).at(-1)).toBe("  API Management gateway: /trusted-simple/test 401");
    expect(refusals(details)).toMatchObject([
      {
        source: "validate-azure-ad-token",
        facts: { section: "inbound" },
        reason: expect.stringMatching(/^Claim appid value of .* is not allowed/),
      },
    ]);
    expect([details.at(0)?.outcome, details.at(-1)?.outcome]).toEqual(["refused", "refused"]);
  });

  test("tells what the identity endpoint keeps from the app", async () => {
    await calls.send(demo.outputs.untrustedGroupUrl);
    const details = await calls.chainOf(demo.outputs.untrustedGroupUrl);
    expect(refusals(details)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          source: "managed identity",
          facts: expect.objectContaining({ entraCode: "AADSTS501051", site: "fn-apim-mi-demo-public-untrusted" }),
        }),
        expect.objectContaining({ source: "validate-jwt" }),
      ]),
    );
  });

  test("tells Entra ID's code when the gateway's own identity gets no token", async () => {
    await calls.send(demo.outputs.untrustedApiUrl, { "Ocp-Apim-Subscription-Key": demo.outputs.subscriptionKey });
    expect(refusals(await calls.chainOf("https://fn-apim-mi-demo-apim."))).toMatchObject([
      {
        source: "authentication-managed-identity",
        facts: { entraCode: "AADSTS501051" },
        reason: expect.stringMatching(/^AADSTS501051: /),
      },
    ]);
  });

  test.each([
    [{}, "NO_CREDENTIAL", /no bearer token/],
    [{ authorization: "Bearer nonsense" }, "MALFORMED", /./],
  ])("tells why Easy Auth refused %j", async (credentials, code, reason) => {
    const url = "https://fn-apim-mi-demo-private.azurewebsites.net/api/test";
    await calls.send(url, credentials);
    expect(refusals(await calls.chainOf(url))).toMatchObject([
      { source: "Easy Auth", facts: { code }, reason: expect.stringMatching(reason) },
    ]);
  });

  test("tells why the token endpoint refused it", async () => {
    const url = `https://login.microsoftonline.com/${demo.cloud.operator.tenantId}/oauth2/v2.0/token`;
    const form = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: demo.cloud.operator.clientId,
      client_secret: "not-the-secret",
      scope: "https://management.azure.com/.default",
    });
    await calls.send(url, { "content-type": "application/x-www-form-urlencoded" }, form.toString());
    const details = await calls.chainOf(url);
    expect(refusals(details)).toMatchObject([
      { source: "token endpoint", facts: { error: "invalid_client", entraCode: "AADSTS7000215" } },
    ]);
    expect(JSON.stringify(details)).not.toContain("not-the-secret");
  });
});

describe("what is shown", () => {
  test("holds tokens without their signatures, and no keys", async () => {
    await calls.send(demo.outputs.trustedSimpleUrl, { cookie: "a=the-cookie", "x-functions-key": "the-key" });
    const text = JSON.stringify(await calls.chainOf(demo.outputs.trustedSimpleUrl));
    expect(text).toMatch(/"Bearer ey[\w-]+\.ey[\w-]+\.\[removed\]"/);
    for (const secret of [demo.outputs.subscriptionKey, "the-cookie", "the-key", /\.ey[\w-]+\.[\w-]{20}/])
      expect(text).not.toMatch(secret);
  });

  test("is listed newest first, in pages, and the requests of who looks are not in it", async () => {
    for (let count = 0; count < 3; count += 1) await calls.send("https://example.azurewebsites.net/");
    const all = await calls.exchanges();
    expect(all.map(({ outcome }) => outcome)).toEqual(["failed", "failed", "failed"]);
    const page = list.parse(await (await calls.ask(`exchanges?limit=1&before=${all[0]?.id}`)).json());
    expect(page).toEqual({ exchanges: [all[1]], total: 3 });
  });

  test.each([["limit=0"], ["limit=1001"], ["limit=x"], ["before=0"]])("isn't listed for ?%s", async (query) => {
    const answer = await calls.ask(`exchanges?${query}`);
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: "BadRequest" } }]);
  });

  test.each([["exchanges/999999999"], ["exchanges/x"], ["exchanges.har?ids=999999999"]])(
    "isn't there at %s",
    async (path) => {
      const answer = await calls.ask(path);
      expect([answer.status, await answer.json()]).toMatchObject([404, { error: { code: "ExchangeNotFound" } }]);
    },
  );

  test.each([
    ["GET", "exchanges"],
    ["GET", "exchanges/1"],
    ["GET", "exchanges.har"],
    ["GET", "events"],
    ["DELETE", "exchanges"],
  ])("is an Owner's only: %s %s", async (method, path) => {
    const answer = await fetch(`${demo.cloud.url}/gatehouse/${path}`, { method });
    expect(answer.status).toBe(401);
  });
});

describe("the archive", () => {
  const named = z.array(z.strictObject({ name: z.string(), value: z.string() }));
  const size = z.int().min(-1);
  /** "HTTP Archive (HAR) format 1.2"; its own members begin with an underscore. */
  const har = z.strictObject({
    log: z.strictObject({
      version: z.literal("1.2"),
      creator: z.strictObject({ name: z.literal("Gatehouse"), version: z.string().regex(/^\d+\.\d+\.\d+/) }),
      pages: z.tuple([]),
      entries: z.array(
        z.object({
          startedDateTime: z.iso.datetime(),
          time: z.number().min(0),
          request: z.strictObject({
            method: z.string(),
            url: z.url(),
            httpVersion: z.string(),
            cookies: z.tuple([]),
            headers: named,
            queryString: named,
            headersSize: size,
            bodySize: size,
          }),
          response: z.strictObject({
            status: z.int(),
            statusText: z.string(),
            httpVersion: z.string(),
            cookies: z.tuple([]),
            headers: named,
            content: z.strictObject({ size, mimeType: z.string() }),
            redirectURL: z.string(),
            headersSize: size,
            bodySize: size,
          }),
          cache: z.strictObject({}),
          timings: z.strictObject({ send: z.number().min(0), wait: z.number().min(0), receive: z.number().min(0) }),
          comment: z.string().optional(),
          _id: z.int(),
        }),
      ),
    }),
  });

  test("is HAR 1.2, of all requests or of the chains of some, and without secrets", async () => {
    await calls.send(demo.outputs.untrustedSimpleUrl);
    await calls.send(demo.outputs.trustedSimpleUrl);
    const chains = [
      await calls.chainOf(demo.outputs.trustedSimpleUrl),
      await calls.chainOf(demo.outputs.untrustedSimpleUrl),
    ];
    const all = await (await calls.ask("exchanges.har")).text();
    expect(all).not.toContain(demo.outputs.subscriptionKey);
    const entries = har.parse(JSON.parse(all)).log.entries;
    expect(entries.map(({ _id }) => _id)).toEqual((await calls.exchanges()).map(({ id }) => id).toReversed());
    expect(entries.some(({ comment }) => comment?.startsWith("Claim appid"))).toBe(true);
    const idsOf = async (query: string) =>
      har.parse(await (await calls.ask(`exchanges.har?ids=${query}`)).json()).log.entries.map(({ _id }) => _id);
    const ids = chains.map((chained) => chained.map(({ id }) => id));
    expect(await idsOf(String(ids[0]?.at(-1)))).toEqual(ids[0]);
    const both = await idsOf(`${ids[0]?.[0]},${ids[1]?.[0]}`);
    expect(both).toEqual(ids.flat().toSorted((a, b) => a - b));
  });
});

describe("the events", () => {
  test("tell of requests as they begin and end, until the caller hangs up", async () => {
    const hangUp = new AbortController();
    const answer = await calls.ask("events", "GET", hangUp.signal);
    expect(answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    const text = (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream());
    await calls.send(demo.outputs.trustedSimpleUrl);
    let received = "";
    for await (const chunk of text.values({ preventCancel: true })) {
      received += chunk;
      if (/"url":"[^"]*public-trusted[^}]*"status":200/.test(received)) break;
    }
    const messages = received.matchAll(/^event: exchange\ndata: (.*)\n\n/gm);
    const told = Array.from(messages, ([, data = ""]) => z.array(summary).parse(JSON.parse(data))).flat();
    expect(told.map(({ service }) => service)).toContain("API Management gateway");
    hangUp.abort();
  });
});
