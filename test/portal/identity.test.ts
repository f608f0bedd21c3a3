import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type DemoCloud, startDemo } from "../support/demo-cloud.ts";
import { chromiumPath, startBrowser, type TestBrowser } from "./support/browser.ts";

const TRUSTED = "fn-apim-mi-demo-public-trusted";
const UNTRUSTED = "fn-apim-mi-demo-public-untrusted";
const PRIVATE_APP = "fn-apim-mi-demo-function-private";

describe.skipIf(chromiumPath === undefined)("the portal's place Identity", () => {
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

  const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true });

  /** From a list to the page of one of its things. */
  async function openFromList(path: string, name: string): Promise<Page> {
    const page = await open(path);
    await page.getByRole("link", { name, exact: true }).click();
    await heading(page, name).waitFor();
    return page;
  }

  test("tells of an application its id, its roles and that assignment is required", async () => {
    const page = await openFromList("/identity", PRIVATE_APP);
    await page.getByRole("table", { name: "App roles", exact: true }).getByText("Private.Example").waitFor();
    await page.getByRole("table", { name: "Exposed scopes" }).getByText("user_impersonation").waitFor();
    await page.getByText("who has no app role of it gets no token for it (AADSTS501051)").waitFor();
    const assigned = page.getByRole("table", { name: "App role assignments" });
    await assigned.getByRole("row", { name: /fn-apim-mi-demo-apim managed identity/ }).waitFor();
    await assigned.getByRole("row", { name: /fn-apim-mi-demo-private group/ }).waitFor();
  });

  test("goes back and forward between tabs", async () => {
    const page = await open("/identity/groups");
    await heading(page, "Groups").waitFor();
    await page.getByRole("tab", { name: "Users" }).click();
    await page.getByText("The tenant has no user.").waitFor();
    await page.goBack();
    await heading(page, "Groups").waitFor();
    expect(await page.getByRole("tab", { name: "Groups" }).getAttribute("aria-selected")).toBe("true");
  });

  test("shows the role that the trusted identity holds, and what the identity belongs to", async () => {
    const page = await openFromList("/identity/managed-identities", TRUSTED);
    await page.getByText(`${TRUSTED} (Microsoft.Web/sites)`).waitFor();
    const roles = page.getByRole("table", { name: "App role assignments" });
    await roles.getByRole("cell", { name: "Apim.Example (Call the API)", exact: true }).waitFor();
    await page.getByRole("table", { name: "Groups" }).getByRole("link", { name: "fn-apim-mi-demo-apim" }).waitFor();
  });

  test("shows that the untrusted identity holds no role", async () => {
    const page = await openFromList("/identity/managed-identities", UNTRUSTED);
    await page.getByText("None. It gets tokens without roles").waitFor();
    expect(await page.getByRole("table", { name: "App role assignments" }).count()).toBe(0);
  });

  test("warns that a service principal gets no role through its group", async () => {
    const page = await openFromList("/identity/groups", "fn-apim-mi-demo-private");
    await page.getByText("A service principal never gets a group's app role").waitFor();
    await page
      .getByRole("table", { name: "Members" })
      .getByRole("row", { name: /managed identity/ })
      .waitFor();
  });

  test("finds a thing in a list by a part of its id", async () => {
    const page = await open("/identity/managed-identities");
    const rows = page.getByRole("table", { name: "Managed identities" }).getByRole("row");
    await expect.poll(() => rows.count()).toBe(6);
    const id = await rows.filter({ hasText: UNTRUSTED }).getByRole("cell").nth(4).textContent();
    await page.getByRole("searchbox", { name: "Filter by name or id" }).fill(id?.slice(0, 12) ?? "none");
    await expect.poll(() => rows.count()).toBe(2);
    await page.getByRole("link", { name: UNTRUSTED }).waitFor();
  });

  test.each([
    ["/identity/applications/00000000-0000-0000-0000-000000000001", "No application of this tenant has the id"],
    ["/identity/managed-identities/none", "No managed identity of this subscription has the principal id none."],
    ["/identity/groups/none", "No group of this tenant has the object id none."],
    ["/identity/users/none", "No user of this tenant has the object id none."],
    ["/identity/service-principals/none", "No service principal of this tenant has the object id none."],
    ["/identity/assign?principal=none", "There is no principal none here."],
    ["/identity/nothing", "There is no page at this address."],
  ])("says at %s what isn't there", async (path, text) => {
    const page = await open(path);
    await page.getByText(text).waitFor();
  });

  test("assigns a role that the address names by value, and removes it when that is confirmed", async () => {
    const page = await open("/identity/managed-identities");
    const principal = await idOf(page, UNTRUSTED, "id");
    const application = await idOf(page, PRIVATE_APP, "appId");
    const query = new URLSearchParams({ principal, application, role: "Private.Example" });
    await page.goto(new URL(`/identity/assign?${query}`, demo.cloud.url).href);
    const command = page.getByRole("region", { name: "Command of the Azure CLI" });
    await command.getByText(`"principalId":"${principal}"`).waitFor();
    expect(await command.textContent()).toMatch(
      /^az rest --method POST \\\n {2}--url "https:\/\/graph\.microsoft\.com\/v1\.0\/servicePrincipals\/[-0-9a-f]+\/appRoleAssignedTo"/,
    );

    await page.getByRole("button", { name: "Assign", exact: true }).click();
    await page.getByText("keeps its old roles for up to 24 hours").waitFor();
    const held = page.getByRole("table", { name: "App role assignments" });
    await held.getByRole("cell", { name: "Private.Example (Call the private function app)", exact: true }).waitFor();
    await page.getByRole("button", { name: "Flush the token cache" }).click();
    await page.getByText("Flushed: the next token of every identity is a new one.").waitFor();

    await page.getByRole("button", { name: "Assign", exact: true }).click();
    await page.getByText("Permission being assigned already exists on the object").waitFor();

    await held.getByRole("button", { name: /^Remove Private\.Example/ }).click();
    const question = page.getByRole("dialog", { name: "Remove the assignment?" });
    await question.getByRole("button", { name: "Cancel" }).click();
    await question.waitFor({ state: "hidden" });
    expect(await held.count()).toBe(1);
    await held.getByRole("button", { name: /^Remove Private\.Example/ }).click();
    await question.getByRole("button", { name: "Remove" }).click();
    await page.getByText("None yet.").waitFor();
  });

  test("lists the tokens that identities got, and none after a flush", async () => {
    await demo.runCases();
    const page = await open("/identity/cache");
    const rows = page.getByRole("table", { name: "Cached tokens" }).getByRole("row");
    const trusted = rows.filter({ hasText: TRUSTED }).filter({ hasText: "Apim.Example" });
    await trusted.getByText(/\d+ s ago|now/).waitFor();
    await trusted.getByText(/in (1 d|23 h 59 min)/).waitFor();
    await rows.filter({ hasText: UNTRUSTED }).getByText("refused: AADSTS501051").waitFor();
    await page.getByText("Azure keeps the token of a managed identity").waitFor();

    await page.getByRole("button", { name: "Flush the token cache" }).click();
    await page.getByText("The cache is empty").waitFor();
    expect(await rows.count()).toBe(0);
  });

  test("shows a name that looks like markup as the text that it is", async () => {
    const name = `<img src=x onerror="document.title='broken into'">`;
    const page = await open("/identity/groups");
    await heading(page, "Groups").waitFor();
    const group = { displayName: name, mailEnabled: false, mailNickname: "markup", securityEnabled: true };
    await askGraph(page, "/groups", { method: "POST", body: JSON.stringify(group) });
    await page.reload();
    await page.getByRole("link", { name, exact: true }).click();
    await heading(page, name).waitFor();
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.title()).toBe(`${name} · Gatehouse`);
  });
});

/** One call of Graph as the page makes it. */
async function askGraph(page: Page, path: string, request: { readonly method?: string; readonly body?: string } = {}) {
  const { status, answer } = await page.evaluate(
    async ([url, init]) => {
      const response = await fetch(url, { ...init, headers: { "content-type": "application/json" } });
      return { status: response.status, answer: (await response.json()) as Readonly<Record<string, unknown>> };
    },
    [`/gatehouse/azure/graph.microsoft.com/v1.0${path}`, request] as const,
  );
  if (status >= 400) throw new Error(`Graph answered ${status}: ${JSON.stringify(answer)}`);
  return answer;
}

/** An id of the service principal with a name. */
async function idOf(page: Page, name: string, id: "id" | "appId"): Promise<string> {
  const { value } = await askGraph(page, `/servicePrincipals?$filter=displayName eq '${name}'`);
  const [found] = value as readonly Readonly<Record<string, string>>[];
  return found?.[id] ?? "";
}
