import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Cloud, startCloud, VERSION } from "../cloud/index.ts";
import { putResources, type TestResources } from "../cloud/testing/put-resources.ts";
import { cli } from "./testing/fake-terminal.ts";

let cloud: Cloud;
let resources: TestResources;

beforeAll(async () => {
  cloud = await startCloud({ offline: true });
  resources = await putResources(cloud);
});
afterAll(() => cloud.close());

const here = () => ["--state", cloud.stateFolder];
const orders = "https://apim-demo.azure-api.net/orders/1";

describe("a cloud that is up", () => {
  test("is found by its folder, and by its port", async () => {
    const byFolder = await cli("status", ...here());
    expect(byFolder).toMatchObject({ code: 0, err: "" });
    expect(await cli("status", "--port", String(cloud.port))).toMatchObject({ code: 0, err: "" });
    expect(byFolder.out).toContain(`Gatehouse ${VERSION} is up on http://localhost:${cloud.port}`);
    expect(byFolder.out).toContain(`http://fn-demo.azurewebsites.net.localhost:${cloud.port}/`);
    expect(byFolder.out).toContain(`http://apim-demo.azure-api.net.localhost:${cloud.port}/orders`);
  });

  test.each([
    ["status", ["status"]],
    ["env", ["env"]],
    ["a program", ["run", "--", "node"]],
    ["trace", ["trace", orders]],
    ["logs", ["logs", "fn-demo"]],
    ["a token", ["token", "id-demo", "--resource", "x"]],
    ["identity cache", ["identity", "cache"]],
    ["identity flush", ["identity", "flush"]],
    ["clock", ["clock"]],
  ])("is what %s asks for when there is none", async (_, [command = "", ...rest]) => {
    const parameters =
      command === "identity" ? [command, ...rest, "--state", "/nowhere"] : [command, "--state", "/nowhere", ...rest];
    expect(await cli(...parameters)).toEqual({
      code: 1,
      out: "",
      err: "gatehouse: No Gatehouse is up on /nowhere: start one with `gatehouse up`, or name its port or folder with --port or --state.",
    });
  });

  test("is not whatever else listens on a port", async () => {
    const server = createServer((_request, response) => response.end("hello")).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    expect(await cli("token", "--operator", "--scope", "x", "--port", String(port))).toMatchObject({
      code: 1,
      err: expect.stringContaining(`No Gatehouse is up on port ${port}`),
    });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});

describe("a token", () => {
  test("of a managed identity is printed as it is, or decoded with its times", async () => {
    const raw = await cli("token", "id-demo", "--resource", "https://vault.azure.net", ...here());
    expect(raw).toMatchObject({ code: 0, out: expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/), err: "" });
    const decoded = await cli(
      "token",
      resources.identity.clientId,
      "--resource",
      "https://vault.azure.net",
      "--decode",
      ...here(),
    );
    expect(JSON.parse(decoded.out)).toMatchObject({
      header: { alg: "RS256" },
      claims: { aud: "https://vault.azure.net", oid: resources.identity.principalId },
      times: { exp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z \(in (23h 59m|1d|1d 4m|\S+( \S+)?)\)$/) },
    });
  });

  test("of the operator is for the scope that was asked for", async () => {
    const { out } = await cli(
      "token",
      "--operator",
      "--scope",
      "https://graph.microsoft.com/.default",
      "--decode",
      ...here(),
    );
    expect(JSON.parse(out)).toMatchObject({
      claims: { aud: "https://graph.microsoft.com", appid: cloud.operator.clientId },
    });
  });

  test.each([
    ["the resource isn't there", ["id-demo", "--resource", "api://nowhere"], /^gatehouse: AADSTS500011: /],
    ["the scope isn't there", ["--operator", "--scope", "api://nowhere/.default"], /^gatehouse: AADSTS\d+: /],
    ["the identity isn't there", ["nobody", "--resource", "x"], /no managed identity named 'nobody'/],
    ["nobody is named", ["--resource", "x"], /Name a managed identity/],
    ["two are named", ["id-demo", "--operator", "--scope", "x"], /not both/],
    ["a managed identity asks for nothing", ["id-demo"], /--resource/],
    ["the operator asks for nothing", ["--operator"], /--scope/],
  ])("is refused in words when %s", async (_, parameters, words) => {
    expect(await cli("token", ...parameters, ...here())).toEqual({
      code: 1,
      out: "",
      err: expect.stringMatching(words),
    });
  });
});

describe("the identity cache", () => {
  test("lists what was got, and can be emptied", async () => {
    await cli("token", "id-demo", "--resource", "https://storage.azure.com/", ...here());
    expect((await cli("identity", "cache", ...here())).out).toMatch(
      /id-demo +https:\/\/storage\.azure\.com\/ +- +\d{4}-/,
    );
    expect(JSON.parse((await cli("identity", "cache", "--json", ...here())).out)).toContainEqual(
      expect.objectContaining({ identity: "id-demo", resource: "https://storage.azure.com/" }),
    );
    expect(await cli("identity", "flush", ...here())).toEqual({ code: 0, out: "The token cache is empty.", err: "" });
    expect((await cli("identity", "cache", ...here())).out).toBe("No tokens are kept.");
  });
});

describe("the clock", () => {
  test("is shown and moved on, in the words of people and of programs", async () => {
    const before = cloud.clock.offsetMs;
    expect((await cli("clock", "+1m", ...here())).out).toMatch(
      /^\d{4}-\d\d-\d\dT[\d:.]+Z \(\S+.* ahead of this machine\)$/,
    );
    expect(cloud.clock.offsetMs).toBe(before + 60_000);
    expect(JSON.parse((await cli("clock", "--json", ...here())).out)).toMatchObject({ clockOffsetMs: before + 60_000 });
  });

  test.each([
    ["-3h", /unknown option/],
    ["3h", /expected how far to move on/],
    ["+99999d", /2099-12-31/],
  ])("is not moved by %s", async (by, words) => {
    const before = cloud.clock.offsetMs;
    expect(await cli("clock", by, ...here())).toMatchObject({ code: 1, out: "", err: expect.stringMatching(words) });
    expect(cloud.clock.offsetMs).toBe(before);
  });
});

describe("a site's log", () => {
  test("is printed for people or as lines of JSON", async () => {
    cloud.appService.logs("fn-demo")?.write("warning", "the disk is full");
    expect((await cli("logs", "fn-demo", ...here())).out).toMatch(/^\d{4}\S+Z warning the disk is full$/m);
    const lines = (await cli("logs", "fn-demo", "--json", ...here())).out.split("\n");
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ level: "warning", text: "the disk is full" }),
    );
  });

  test("of a site that isn't there is refused", async () => {
    expect(await cli("logs", "nowhere", ...here())).toEqual({
      code: 1,
      out: "",
      err: "gatehouse: There is no site 'nowhere'.",
    });
  });
});

describe("a trace", () => {
  test("shows each step and why the request was refused, with the first key that fits", async () => {
    const { code, out, err } = await cli("trace", orders, ...here());
    expect(code).toBe(0);
    expect(err).toBe("Sent with the key of subscription 'The team'; --subscription names another.");
    expect(out).toMatch(
      /^GET https:\/\/apim-demo\.azure-api\.net\/orders\/1\n401 Unauthorized in \d+ ms\n\n\{ "statusCode": 401/,
    );
    expect(out).toMatch(/\ninbound\n +\d+\.\d\d ms {2}api-inspector\n/);
    expect(out).toMatch(
      /\non-error\n +\d+\.\d\d ms {2}validate-azure-ad-token {2}Azure AD JWT not present\n +reason: TokenNotPresent/,
    );
    expect(out).toMatch(/\n\nRefused by validate-azure-ad-token: Azure AD JWT not present \(TokenNotPresent\)$/);
  });

  test("of an address below .localhost is that of Azure's", async () => {
    const { code, out } = await cli(
      "trace",
      `http://apim-demo.azure-api.net.localhost:${cloud.port}/echo/1`,
      ...here(),
    );
    expect(code).toBe(0);
    expect(out).toMatch(/^GET https:\/\/apim-demo\.azure-api\.net\/echo\/1\n200 OK in \d+ ms\n\nhello\n/);
    expect(out).not.toContain("Refused");
  });

  test("can be had as it is", async () => {
    const { out } = await cli("trace", "https://apim-demo.azure-api.net/echo/1", "--json", ...here());
    expect(JSON.parse(out)).toMatchObject({
      request: { method: "GET" },
      response: { status: 200, body: "hello" },
      trace: { serviceName: "apim-demo", traceEntries: { inbound: expect.any(Array) } },
    });
  });

  test.each([
    [
      "a key that was given",
      ["-H", "Ocp-Apim-Subscription-Key: wrong"],
      "",
      /Access denied due to invalid subscription key/,
    ],
    ["a subscription that was named", ["--subscription", "master"], "", /Azure AD JWT not present/],
    ["a token", ["-H", "Authorization: Bearer no.token.this"], "The team", /Invalid Azure AD JWT/],
    ["another method", ["-X", "delete"], "The team", /Resource not found/],
  ])("sends %s", async (_, parameters, key, answer) => {
    const { out, err } = await cli("trace", orders, ...parameters, ...here());
    expect(out).toMatch(answer);
    expect(err).toContain(key);
    if (key === "") expect(err).toBe("");
  });

  test("sends a body as POST", async () => {
    const { out } = await cli("trace", orders, "-d", "{}", "--json", ...here());
    expect(JSON.parse(out)).toMatchObject({ request: { method: "POST" }, response: { status: 404 } });
  });

  test("of a function app is the answer and its log", async () => {
    cloud.appService.logs("fn-demo")?.write("info", "was here");
    const { code, out } = await cli("trace", "https://fn-demo.azurewebsites.net/api/x", ...here());
    expect(code).toBe(0);
    expect(out).toMatch(/^GET https:\/\/fn-demo\.azurewebsites\.net\/api\/x\n\d{3} /);
    expect(out).toContain("Traces are API Management's. Recent log lines of fn-demo:");
    expect(out).toContain("was here");
  });

  test.each([
    [
      "of no API Management service",
      ["https://nowhere.azure-api.net/x"],
      /no API Management service at nowhere\.azure-api\.net; there is apim-demo/,
    ],
    ["of no API", ["https://apim-demo.azure-api.net/ordersandmore"], /No API of apim-demo .*\/orders/],
    ["of no site", ["https://nowhere.azurewebsites.net/"], /no site with the host name/],
    ["of another host", ["https://example.com/"], /example\.com is neither/],
    ["of what is no URL", ["apim-demo"], /'apim-demo' is no http or https URL/],
    ["with what is no header", [orders, "-H", "no header"], /'no header' is no header/],
    ["with what is no method", [orders, "-X", "GET /"], /is no HTTP method/],
    ["with a body that can't be read", [orders, "-d", "@/nowhere/x"], /can't be read/],
    ["with the key of no subscription", [orders, "--subscription", "nobody"], /no subscription 'nobody'/],
  ])("%s is refused in words", async (_, parameters, words) => {
    expect(await cli("trace", ...parameters, ...here())).toEqual({
      code: 1,
      out: "",
      err: expect.stringMatching(words),
    });
  });
});

describe("env", () => {
  test.each([
    ["bash", /^export AZURE_CLIENT_ID='[0-9a-f-]{36}'$/m],
    ["powershell", /^\$env:AZURE_CLIENT_ID = '[0-9a-f-]{36}'$/m],
    ["dotenv", /^AZURE_CLIENT_ID='[0-9a-f-]{36}'$/m],
  ])("prints the variables for %s", async (shell, line) => {
    const { code, out } = await cli("env", "--shell", shell, ...here());
    expect(code).toBe(0);
    expect(out).toMatch(line);
  });

  test("prints the same as JSON", async () => {
    const { out } = await cli("env", "--json", ...here());
    expect(JSON.parse(out)).toEqual(cloud.environment(process.env));
  });
});
