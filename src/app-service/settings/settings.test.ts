import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { OutboundError, type OutboundRequest } from "../../platform/index.ts";
import { armAnswer, IDENTITY_ID, siteId, startTestCloud, type TestCloud } from "../testing/test-cloud.ts";
import { writeApp } from "../testing/write-app.ts";

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startTestCloud();
});
afterEach(() => cloud.close());

type SiteDraft = Parameters<TestCloud["createSite"]>[1];

/** The environment that the app of a site with these settings gets. */
async function environmentOf(site: SiteDraft): Promise<Readonly<Record<string, string>>> {
  await cloud.createSite("fn1", site);
  await cloud.appService.deployFolder("fn1", await writeApp(cloud.folder));
  await cloud.appService.whenRunning("fn1");
  return cloud.apps.starts.at(-1)?.environment ?? {};
}

describe("an app's environment", () => {
  test("has each setting twice, and the platform's own variables", async () => {
    const environment = await environmentOf({ appSettings: { Greeting: "hello", "Nested:Name": "v" } });
    expect(environment).toMatchObject({
      Greeting: "hello",
      APPSETTING_Greeting: "hello",
      "Nested:Name": "v",
      WEBSITE_SITE_NAME: "fn1",
      WEBSITE_HOSTNAME: "fn1.azurewebsites.net",
      WEBSITE_RESOURCE_GROUP: "rg",
      WEBSITE_OWNER_NAME: "00000000-0000-0000-0000-000000000001+rg-uksouthwebspace",
      WEBSITE_SKU: "Standard",
      WEBSITE_AUTH_ENABLED: "False",
      IDENTITY_ENDPOINT: "http://127.0.0.1:4280/msi/token",
      IDENTITY_HEADER: "endpoint-secret",
      MSI_SECRET: "endpoint-secret",
      HTTPS_PROXY: "http://proxy.test/fn1",
    });
    expect(environment.WEBSITE_INSTANCE_ID).toMatch(/^[0-9a-f]{64}$/);
  });

  test("writes a colon as two underscores on Linux", async () => {
    expect(await environmentOf({ reserved: true, appSettings: { "Nested:Name": "v" } })).toMatchObject({
      Nested__Name: "v",
    });
  });

  test("can't have what the platform sets overridden by a setting", async () => {
    const environment = await environmentOf({ appSettings: { WEBSITE_AUTH_ENABLED: "True", IDENTITY_HEADER: "mine" } });
    expect(environment).toMatchObject({ WEBSITE_AUTH_ENABLED: "False", IDENTITY_HEADER: "endpoint-secret" });
  });

  test.each([
    ["SQLAzure", "SQLAZURECONNSTR_db"],
    ["SQLServer", "SQLCONNSTR_db"],
    ["MySql", "MYSQLCONNSTR_db"],
    ["PostgreSQL", "POSTGRESQLCONNSTR_db"],
    ["Custom", "CUSTOMCONNSTR_db"],
    ["RedisCache", "CUSTOMCONNSTR_db"],
  ])("names a connection string of type %s %s", async (type, variable) => {
    const environment = await environmentOf({
      siteConfig: { connectionStrings: [{ name: "db", connectionString: "Server=x", type }] },
    });
    expect(environment[variable]).toBe("Server=x");
  });
});

describe("a Key Vault reference", () => {
  const text = "@Microsoft.KeyVault(VaultName=vault1;SecretName=client-secret)";
  const references = () => cloud.arm("GET", `${siteId("fn1")}/config/configreferences/appsettings`);

  test("becomes the secret, fetched with the site's identity for references", async () => {
    const asked: OutboundRequest[] = [];
    cloud.outbound = async (request) => {
      asked.push(request);
      return armAnswer(200, '{"value":"top secret","id":"https://vault1.vault.azure.net/secrets/client-secret/1"}');
    };
    const environment = await environmentOf({ appSettings: { SECRET: text } });
    expect(environment).toMatchObject({ SECRET: "top secret", APPSETTING_SECRET: "top secret" });
    expect(String(asked[0]?.url)).toBe("https://vault1.vault.azure.net/secrets/client-secret?api-version=7.4");
    expect(asked[0]?.headers).toMatchObject({ authorization: "Bearer token for https://vault.azure.net" });

    const { body } = await references();
    expect(body).toMatchObject({
      value: [
        {
          name: "SECRET",
          properties: { reference: text, status: "Resolved", vaultName: "vault1", identityType: "UserAssigned" },
        },
      ],
    });
    expect(JSON.stringify(body)).not.toContain("top secret");
    expect((await cloud.arm("POST", `${siteId("fn1")}/config/appsettings/list`)).body).toMatchObject({
      properties: { SECRET: text },
    });
    expect(JSON.stringify(cloud.appService.logs("fn1")?.lines())).not.toContain("top secret");
  });

  const unreachable = async () => {
    throw new OutboundError("CONNECT_FAILED", "no such host");
  };
  test.each([
    ["the vault refuses", text, async () => armAnswer(403), "AccessToKeyVaultDenied", {}],
    ["there is no secret", text, async () => armAnswer(404), "SecretNotFound", {}],
    [
      "there is no such version",
      text.replace(")", ";SecretVersion=0a)"),
      async () => armAnswer(404),
      "SecretVersionNotFound",
      {},
    ],
    ["the vault can't be reached", text, unreachable, "VaultNotFound", {}],
    ["the vault fails", text, async () => armAnswer(500), "OtherReasons", {}],
    ["the answer is no secret", text, async () => armAnswer(200, "{}"), "OtherReasons", {}],
    ["it can't be read", "@Microsoft.KeyVault(nonsense)", unreachable, "InvalidSyntax", {}],
    [
      "the site lacks the identity",
      text,
      unreachable,
      "MSINotEnabled",
      { keyVaultReferenceIdentity: "SystemAssigned" },
    ],
  ] as const)("stays as it is written when %s, and the app starts", async (_when, value, outbound, status, site) => {
    cloud.outbound = outbound;
    expect(await environmentOf({ ...site, appSettings: { SECRET: value } })).toMatchObject({
      SECRET: value,
      APPSETTING_SECRET: value,
    });
    expect((await references()).body).toMatchObject({ value: [{ properties: { status } }] });
    expect(
      cloud.appService
        .logs("fn1")
        ?.lines()
        .map((line) => line.text)
        .join(),
    ).toContain(status);
  });

  test("is Initialized until the app starts, and can be asked for by name", async () => {
    await cloud.createSite("fn1", { keyVaultReferenceIdentity: IDENTITY_ID, appSettings: { SECRET: text } });
    const one = await cloud.arm("GET", `${siteId("fn1")}/config/configreferences/appsettings/secret`);
    expect(one.body).toMatchObject({ name: "SECRET", properties: { status: "Initialized" } });
  });

  test.each([
    ["without a version is fetched anew after 24 hours", text, "new"],
    ["with a version is not", text.replace(")", ";SecretVersion=0a)"), "old"],
  ])("%s", async (_what, value, expected) => {
    cloud.outbound = async () => armAnswer(200, '{"value":"old"}');
    await environmentOf({ appSettings: { SECRET: value } });
    cloud.outbound = async () => armAnswer(200, '{"value":"new"}');
    cloud.clock.advance(23 * 3_600_000);
    expect((await cloud.send({})).status).toBe(200);
    expect(cloud.apps.starts.at(-1)?.environment).toMatchObject({ SECRET: "old" });
    cloud.clock.advance(3_600_000);
    expect((await cloud.send({})).status).toBe(200);
    expect(cloud.apps.starts.at(-1)?.environment).toMatchObject({ SECRET: expected });
  });
});
