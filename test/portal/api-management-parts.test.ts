import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type DemoCloud, startDemo } from "../support/demo-cloud.ts";
import { connectManagement, type SendToManagement } from "../support/management-client.ts";
import { chromiumPath, startBrowser, type TestBrowser } from "./support/browser.ts";

const SERVICE = "/api-management/fn-apim-mi-demo-apim-rg/fn-apim-mi-demo-apim";
const VERSION = "api-version=2022-08-01";

describe.skipIf(chromiumPath === undefined)("the parts of an API Management service", () => {
  let demo: DemoCloud;
  let browser: TestBrowser;
  let management: SendToManagement;
  let serviceId: string;

  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
    management = await connectManagement(demo.cloud);
    serviceId = `/subscriptions/${demo.cloud.operator.subscriptionId}/resourceGroups/fn-apim-mi-demo-apim-rg/providers/Microsoft.ApiManagement/service/fn-apim-mi-demo-apim`;
    await put("products/gold", { displayName: "Gold", subscriptionRequired: true, state: "published" });
    await put("products/gold/apis/untrusted");
    await put("products/gold/groups/developers");
    await put("namedValues/region", { displayName: "region", value: "north", tags: ["place"] });
    await put("namedValues/password", { displayName: "password", value: "not-to-be-seen", secret: true });
    // A named value is made within seconds, as in Azure; a backend needs it to be there.
    await vi.waitFor(async () => expect(await namedValue("password")).toBe(200), { timeout: 15_000, interval: 200 });
    await put("backends/orders", {
      url: "https://orders.example.com",
      protocol: "http",
      credentials: { header: { "X-Key": ["{{password}}"] } },
    });
  }, 60_000);
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]();
    await demo?.[Symbol.asyncDispose]();
  });

  test("a key is shown only when asked for, and is another one once it is regenerated", async () => {
    const { page, problems } = await open("subscriptions");
    const row = page.getByRole("row", { name: /^Demo/ });
    await row.waitFor();
    const key = demo.outputs.subscriptionKey;
    expect(await page.content()).not.toContain(key);
    await row.getByRole("button", { name: "Show the primary key of Demo" }).click();
    await row.getByText(key, { exact: true }).waitFor();

    await row.getByRole("button", { name: "Regenerate the primary key of Demo" }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await row.getByText(key, { exact: true }).waitFor();
    await row.getByRole("button", { name: "Regenerate the primary key of Demo" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Regenerate" }).click();
    await row.getByText("A new key was made.").waitFor();
    expect(await page.content()).not.toContain(key);
    await row.getByRole("button", { name: "Show the primary key of Demo" }).click();
    const { body } = await management(
      "POST",
      `${serviceId}/subscriptions/${await demoSubscription()}/listSecrets?${VERSION}`,
    );
    const { primaryKey } = body as { readonly primaryKey: string };
    expect(primaryKey).not.toBe(key);
    await row.getByText(primaryKey, { exact: true }).waitFor();
    expect(problems).toEqual([]);
  });

  test("a secret named value is hidden until it is asked for", async () => {
    const { page, problems } = await open("named-values");
    const row = page.getByRole("row", { name: /^password/ });
    await row.waitFor();
    expect(await page.content()).not.toContain("not-to-be-seen");
    await row.getByRole("button", { name: "Show the value of password" }).click();
    await row.getByText("not-to-be-seen").waitFor();
    await row.getByRole("button", { name: "Hide the value of password" }).click();
    await expect.poll(() => page.content()).not.toContain("not-to-be-seen");
    expect(problems).toEqual([]);
  });

  test("a plain value is edited, but not over somebody else's", async () => {
    const { page } = await open("named-values");
    await page.getByRole("button", { name: "Edit the value of region" }).click();
    await page.getByLabel("Value", { exact: true }).fill("south");
    await put("namedValues/region", { displayName: "region", value: "east", tags: ["place"] });
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Not saved: somebody else changed the value").waitFor();
    await page.getByRole("button", { name: "Load theirs" }).click();
    await expect.poll(() => page.getByLabel("Value", { exact: true }).inputValue()).toBe("east");
    await page.getByLabel("Value", { exact: true }).fill("west");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("row", { name: /^region west/ }).waitFor();
    expect((await management("GET", `${serviceId}/namedValues/region?${VERSION}`)).body).toMatchObject({
      properties: { value: "west", tags: ["place"] },
    });
  });

  test("a product says what it opens, to whom, and its policy is written there", async () => {
    const { page, problems } = await open("products");
    await page.getByRole("link", { name: "Gold" }).click();
    await page.getByRole("table", { name: "APIs of the product" }).getByText("Untrusted API").waitFor();
    await page.getByRole("table", { name: "Groups of the product" }).getByText("Developers").waitFor();
    await page.getByRole("button", { name: "Create the policy" }).click();
    await page.getByText("Saved. The gateway runs it from now on.").waitFor();
    const policy = await management("GET", `${serviceId}/products/gold/policies/policy?${VERSION}`);
    expect(policy.status).toBe(200);
    expect(problems).toEqual([]);
  });

  test("a backend says that it has credentials, by name and not by value", async () => {
    const { page } = await open("backends");
    const row = page.getByRole("row", { name: /orders/ });
    await row.getByText("present: header X-Key").waitFor();
    expect(await page.content()).not.toContain("{{password}}");
  });

  async function open(path: string) {
    const window = await browser.open();
    await window.page.goto(`${demo.cloud.url}${SERVICE}/${path}`);
    return window;
  }

  async function put(path: string, properties?: unknown): Promise<void> {
    const { status, body } = await management("PUT", `${serviceId}/${path}?${VERSION}`, properties && { properties });
    if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  }

  async function namedValue(name: string): Promise<number> {
    return (await management("GET", `${serviceId}/namedValues/${name}?${VERSION}`)).status;
  }

  /** Its name is one that azurerm made up. */
  async function demoSubscription(): Promise<string> {
    const { body } = await management("GET", `${serviceId}/subscriptions?${VERSION}`);
    const { value } = body as {
      readonly value: readonly {
        readonly name: string;
        readonly properties: { readonly displayName: string | null };
      }[];
    };
    return value.find(({ properties }) => properties.displayName === "Demo")?.name ?? "";
  }
});
