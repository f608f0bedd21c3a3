import { createServer, type IncomingMessage } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type DemoCloud, startDemo } from "./support/demo-cloud.ts";
import { exchangeCalls, tree } from "./support/exchange-calls.ts";

let demo: DemoCloud;
let calls: Awaited<ReturnType<typeof exchangeCalls>>;

beforeAll(async () => {
  demo = await startDemo();
  calls = await exchangeCalls(demo.cloud);
});
afterAll(() => demo[Symbol.asyncDispose]());
beforeEach(async () => {
  expect((await calls.ask("exchanges", "DELETE")).status).toBe(204);
});

describe("the header between the cloud's own parts", () => {
  const outside = createServer((request, response) => {
    heard.push(request);
    response.end("outside");
  });
  const heard: IncomingMessage[] = [];
  let outsideUrl: string;

  beforeAll(async () => {
    await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
    const address = outside.address();
    outsideUrl = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
    const gateway = "https://fn-apim-mi-demo-apim.azure-api.net";
    const echo = `@(context.Request.Headers.GetValueOrDefault("x-gatehouse-parent", "not seen"))`;
    await putApi("outside", outsideUrl, "");
    await putApi("named", `${gateway}/echo`, "", { header: "X-Pass", query: "ticket" });
    await putApi("echo", undefined, `<return-response><set-body>${echo}</set-body></return-response>`);
    await putApi("inside", `${gateway}/echo`, "");
    const forged = `<set-header name="x-gatehouse-parent" exists-action="override"><value>1.forged</value></set-header>`;
    await putApi("forging", `${gateway}/echo`, forged);
  });
  afterAll(() => void outside.close().closeAllConnections());

  async function putApi(
    name: string,
    serviceUrl: string | undefined,
    inbound: string,
    subscriptionKeyParameterNames = { header: "Ocp-Apim-Subscription-Key", query: "subscription-key" },
  ): Promise<void> {
    const service = demo.cloud.resources.list("Microsoft.ApiManagement/service")[0]?.id;
    const put = async (path: string, properties: object) => {
      const answer = await demo.cloud.outbound.request({
        method: "PUT",
        url: new URL(`https://management.azure.com${service}/apis/${name}${path}?api-version=2022-08-01`),
        headers: { authorization: `Bearer ${calls.token}`, "content-type": "application/json" },
        body: JSON.stringify({ properties }),
      });
      expect(answer.status, answer.body.toString("utf8")).toBeLessThan(300);
    };
    const api = {
      displayName: name,
      path: name,
      protocols: ["https"],
      subscriptionRequired: false,
      subscriptionKeyParameterNames,
    };
    await put("", { ...api, ...(serviceUrl === undefined ? {} : { serviceUrl }) });
    await put("/operations/get", { displayName: "Get", method: "GET", urlTemplate: "/" });
    const section = (content: string) => `<base />${content}`;
    const value = `<policies><inbound>${section(inbound)}</inbound><backend>${section("")}</backend><outbound>${section("")}</outbound><on-error>${section("")}</on-error></policies>`;
    await put("/policies/policy", { format: "rawxml", value });
  }

  const call = (api: string, sent: Readonly<Record<string, string>> = {}) =>
    calls.send(`https://fn-apim-mi-demo-apim.azure-api.net/${api}/`, sent);

  test("goes to no host outside", async () => {
    expect(await call("outside")).toEqual({ status: 200, body: "outside" });
    expect(heard.at(-1)?.rawHeaders.join().toLowerCase()).not.toContain("gatehouse");
  });

  test.each([["inside"], ["forging"]])(
    "is seen by no policy, and makes the chain, through the API '%s'",
    async (api) => {
      expect(await call(api)).toEqual({ status: 200, body: "not seen" });
      expect(tree(await calls.chainOf("https://fn-apim-mi-demo-apim.azure-api.net/echo"))).toEqual([
        `API Management gateway: /${api}/ 200`,
        "  API Management gateway: /echo 200",
      ]);
    },
  );

  test("goes along with the names that an API has for its key, which stays secret on the whole way", async () => {
    const { subscriptionKey } = demo.outputs;
    const { status } = await calls.send("https://fn-apim-mi-demo-apim.azure-api.net/named/?ticket=the-ticket", {
      "X-Pass": subscriptionKey,
    });
    expect(status).toBe(200);
    const details = await calls.chainOf("https://fn-apim-mi-demo-apim.azure-api.net/echo");
    expect(details).toHaveLength(2);
    const text = JSON.stringify(details);
    for (const shown of ['["X-Pass","[removed]"]', "ticket=[removed]"]) expect(text.split(shown)).toHaveLength(3);
    for (const secret of [subscriptionKey, "the-ticket"]) expect(text).not.toContain(secret);
  });

  test("is ignored and taken off when a caller forges it", async () => {
    await call("echo");
    const [first] = await calls.exchanges();
    expect(await call("echo", { "x-gatehouse-parent": `${first?.id}.forged` })).toEqual({
      status: 200,
      body: "not seen",
    });
    const [second] = await calls.exchanges();
    expect(second).toMatchObject({ rootId: second?.id });
    expect(second?.parentId).toBeUndefined();
  });
});
