import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { InspectedToken } from "../../src/control/contract/checks.ts";
import { type DemoCloud, startDemo } from "../support/demo-cloud.ts";
import { chromiumPath, startBrowser, type TestBrowser } from "./support/browser.ts";

const TRUSTED = "fn-apim-mi-demo-public-trusted";
const UNTRUSTED = "fn-apim-mi-demo-public-untrusted";

describe.skipIf(chromiumPath === undefined)("the portal's place Tokens", () => {
  let demo: DemoCloud;
  let browser: TestBrowser;

  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]();
    await demo?.[Symbol.asyncDispose]();
  });

  /** A window at an address of the portal; scripts that failed there fail the test. */
  async function open(path: string): Promise<Page> {
    const { page, context, problems } = await browser.open();
    onTestFinished(async () => {
      await context.close();
      expect(problems).toEqual([]);
    });
    await page.goto(new URL(path, demo.cloud.url).href);
    return page;
  }

  /** Mints as an identity for the application of the demo's API. */
  async function mint(page: Page, identity: string): Promise<void> {
    await page.getByLabel("Identity", { exact: true }).selectOption({ label: `${identity} (user-assigned)` });
    const names = page.locator("datalist option[value^='api://']");
    await names.waitFor({ state: "attached" });
    await page.getByRole("combobox", { name: "Resource" }).fill((await names.getAttribute("value")) ?? "");
    await page.getByRole("button", { name: "Mint" }).click();
  }

  test("mints the trusted identity's token, and neither the token nor a part of it is in the address", async () => {
    const page = await open("/tokens");
    await mint(page, TRUSTED);
    const token = page.getByRole("region", { name: "Text of the token" }).getByText(/^eyJ/);
    const text = (await token.textContent()) ?? "";
    expect(text.split(".")).toHaveLength(3);
    expect(claimsOf(text).roles).toEqual(["Apim.Example"]);
    await page.getByRole("button", { name: "Copy the token" }).waitFor();
    expect(page.url()).not.toContain("eyJ");
  });

  test("shows Entra ID's code for the untrusted identity, and the way to the page that assigns the role", async () => {
    const page = await open("/tokens/mint");
    await mint(page, UNTRUSTED);
    const refusal = page.getByRole("alert");
    await refusal.getByText("AADSTS501051 (400)").waitFor();
    await refusal.getByRole("link", { name: "Assign an app role to the identity" }).click();
    await page.getByRole("heading", { level: 1, name: "Assign an app role" }).waitFor();
    const chosen = (label: string) => page.getByLabel(label, { exact: true }).locator("option:checked").textContent();
    expect(await chosen("Identity")).toBe(`${UNTRUSTED} (user-assigned)`);
    expect(await chosen("Application")).toBe("fn-apim-mi-demo-apim");
  });

  test("keeps what was chosen in the address, for back and for links", async () => {
    const page = await open("/tokens/mint?as=user&resource=api://orders");
    await page.getByLabel("User", { exact: true }).waitFor();
    expect(await page.getByRole("combobox", { name: "Resource" }).inputValue()).toBe("api://orders");
    await page.getByText("The tenant has no user yet.").waitFor();
  });

  test("shows of a token its claims with what they mean, times by the cloud's clock, and each check's reason", async () => {
    const page = await open("/tokens/inspect");
    const now = Math.floor(demo.cloud.clock.now() / 1000);
    await answerInspection(page, {
      header: { alg: "RS256", kid: "key-1" },
      claims: [
        { name: "exp", value: now + 24 * 3600, meaning: "When it ends." },
        { name: "iat", value: now - 2 * 3600 },
        { name: "roles", value: ["Orders.Read", "Orders.Write"], meaning: "App roles." },
        { name: "own", value: { a: 1 } },
      ],
      signature: { state: "invalid", message: "The signature doesn't fit what was signed." },
      lifetime: "valid",
      checks: [
        { ...CHECK, id: "1", where: "Site 'a'", outcome: "fails", reason: "The audience is another." },
        { ...CHECK, id: "2", where: "Site 'b'", outcome: "passes", reason: "All that it asks for is there." },
      ],
    });
    await inspect(page, "Authorization: Bearer a.b.c");
    await page.getByRole("status").getByText("1 of the 2 checks of this system would let it pass.").waitFor();
    await page.getByText("signature invalid").waitFor();
    await page.getByText("The signature doesn't fit what was signed.").waitFor();
    await page.getByText("within its lifetime").waitFor();
    const claims = page.getByRole("table", { name: "Claims" });
    await claims.getByRole("row", { name: /^exp .*\((in 1 d|in 23 h 59 min)\) When it ends\.$/ }).waitFor();
    await claims.getByRole("row", { name: /^iat .*\(2 h( \d+ s)? ago\)/ }).waitFor();
    await claims.getByRole("row", { name: "roles Orders.Read, Orders.Write App roles." }).waitFor();
    await claims.getByRole("row", { name: 'own {"a":1}' }).waitFor();
    const checks = page.getByRole("table", { name: "Checks" }).getByRole("row");
    expect(await checks.nth(1).textContent()).toBe("passesSite 'b'All that it asks for is there.");
    expect(await checks.nth(2).textContent()).toBe("failsSite 'a'The audience is another.");
    expect(page.url()).toBe(new URL("/tokens/inspect", demo.cloud.url).href);
  });

  test("tries a pasted token on the checks of the system, and sees that one was changed", async () => {
    const page = await open("/tokens");
    await mint(page, TRUSTED);
    const text = (await page.getByRole("region", { name: "Text of the token" }).getByText(/^eyJ/).textContent()) ?? "";
    await page.goto(new URL("/tokens/inspect", demo.cloud.url).href);
    await page.getByRole("textbox").fill(text);
    await page.getByRole("button", { name: "Inspect" }).click();
    await page.getByText("Signed by this tenant's current key.").waitFor();
    await page.getByText("The token was accepted.").first().waitFor();

    const [header = "", , signature = ""] = text.split(".");
    const forged = Buffer.from(JSON.stringify({ ...claimsOf(text), roles: ["Forged"] })).toString("base64url");
    await page.getByRole("textbox").fill(`${header}.${forged}.${signature}`);
    await page.getByRole("button", { name: "Inspect" }).click();
    await page.getByText("the token was changed after it was issued").waitFor();
    expect(await page.getByText("The token was accepted.").count()).toBe(0);

    await page.getByRole("textbox").fill("hello");
    await page.getByRole("button", { name: "Inspect" }).click();
    await page.getByText("A signed token has three parts between dots; this text is 1 part.").waitFor();
  });

  test("takes a result away when another text is pasted", async () => {
    const page = await open("/tokens/inspect");
    const message = "It is signed by nobody.";
    await answerInspection(page, {
      header: {},
      claims: [],
      signature: { state: "not-signed", message },
      lifetime: "unlimited",
      checks: [],
    });
    await inspect(page, "a.b.");
    await page.getByText(message).waitFor();
    await page.getByLabel("Token", { exact: true }).fill("another");
    await page.getByText(message).waitFor({ state: "hidden" });
  });
});

const CHECK = { kind: "easy-auth", resourceId: "/subscriptions/0", asks: [] } as const;

async function inspect(page: Page, text: string): Promise<void> {
  await page.getByLabel("Token", { exact: true }).fill(text);
  await page.getByRole("button", { name: "Inspect" }).click();
}

/** Answers in the cloud's place, for tokens that it would never issue. */
async function answerInspection(page: Page, inspected: InspectedToken): Promise<void> {
  await page.route("**/gatehouse/tokens/inspect", (route) => route.fulfill({ json: inspected }));
}

function claimsOf(token: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;
}
