import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { AppRoleHolder, Reachability, TokenCheck } from "../../src/control/contract/checks.ts";
import { type DemoCloud, startDemo } from "../support/demo-cloud.ts";
import { chromiumPath, startBrowser, type TestBrowser, type WindowOptions } from "./support/browser.ts";

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
  async function open(path: string, size: WindowOptions = {}): Promise<Page> {
    const { page, context, problems } = await browser.open(size);
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

  test("says who holds a role, in which way, and why it doesn't count through a group", async () => {
    const page = await open("/identity/applications");
    const role = { id: "1", value: "Private.Example", displayName: "Call the private function app" };
    const principal = { id: "2", displayName: "id-gateway", kind: "managed identity" } as const;
    const holders: readonly AppRoleHolder[] = [
      { role, principal, counts: true, reason: "It is assigned directly." },
      {
        role,
        principal,
        throughGroup: { id: "3", displayName: "gateways" },
        counts: false,
        reason: "A service principal gets no role through a group.",
      },
    ];
    await answer(page, "/app-roles?*", holders);
    await page.getByRole("link", { name: PRIVATE_APP, exact: true }).click();
    const rows = page.getByRole("table", { name: "Who holds each role" }).getByRole("row");
    const name = "Private.Example id-gateway (managed identity)";
    await page.getByRole("row", { name: `${name} directly yes It is assigned directly.` }).waitFor();
    await page
      .getByRole("row", { name: `${name} through the group gateways no A service principal gets no` })
      .waitFor();
    const link = rows.last().getByRole("link", { name: "gateways" });
    expect(await link.getAttribute("href")).toBe("/identity/groups/3");
  });

  test("answers whether A may call B with each fact in words, and the mend to copy", async () => {
    const page = await open("/identity");
    await heading(page, "Applications").waitFor();
    const check: TokenCheck = {
      id: "check 1",
      kind: "validate-jwt",
      where: "API 'Orders', validate-jwt at line 3",
      resourceId: "/subscriptions/0",
      asks: ["roles has Orders.Read"],
    };
    const reachability: Reachability = {
      allowed: false,
      summary: "It has no role that the check asks for.",
      facts: [
        { state: "holds", text: "It gets a token." },
        { state: "fails", text: "It holds no role.", mend: { text: "Assign Orders.Read.", command: "az rest --x" } },
        { state: "unknown", text: "The claim is an expression." },
      ],
    };
    await answer(page, "/checks", [check]);
    await answer(page, "/reachability?*", reachability);
    await page.getByRole("tab", { name: "Can A call B?" }).click();
    await page.getByLabel("Caller", { exact: true }).selectOption({ label: `${UNTRUSTED} (user-assigned)` });
    await page.getByLabel("Target", { exact: true }).selectOption({ label: check.where });
    await page.getByText("roles has Orders.Read", { exact: true }).waitFor();
    await page.getByRole("status").getByText("No. It has no role that the check asks for.").waitFor();
    const facts = page.getByRole("list", { name: "Facts" }).getByRole("listitem");
    expect(await facts.allTextContents()).toEqual([
      "holds It gets a token.",
      "fails It holds no role.Assign Orders.Read.az rest --xCopy the command",
      "not known The claim is an expression.",
    ]);
    const { searchParams } = new URL(page.url());
    expect(searchParams.get("target")).toBe("check 1");
    expect(searchParams.get("caller")).toBe(await idOf(page, UNTRUSTED, "id"));
  });

  test("says that the untrusted identity can't call, and after assigning its role and flushing that it can", async () => {
    const page = await open("/identity/can-call");
    await page.getByLabel("Caller", { exact: true }).selectOption({ label: `${UNTRUSTED} (user-assigned)` });
    const target = page.getByLabel("Target", { exact: true });
    const check = target.locator("option", { hasText: "validate-jwt" });
    await check.waitFor({ state: "attached" });
    await target.selectOption({ label: (await check.textContent()) ?? "" });
    const said = page.getByRole("status");
    await said.getByText("No.", { exact: true }).waitFor();
    await page.getByRole("list", { name: "Facts" }).getByText("fails", { exact: true }).first().waitFor();
    const address = page.url();

    const principal = await idOf(page, UNTRUSTED, "id");
    const application = await appIdOfRole(page, "Apim.Example");
    const query = new URLSearchParams({ principal, application, role: "Apim.Example" });
    await page.goto(new URL(`/identity/assign?${query}`, demo.cloud.url).href);
    await page.getByRole("button", { name: "Assign", exact: true }).click();
    await page.getByRole("button", { name: "Flush the token cache" }).click();
    await page.getByText("Flushed:").waitFor();
    await page.goto(address);
    await said.getByText("Yes.", { exact: true }).waitFor();

    await page.goto(new URL(`/identity/managed-identities/${principal}`, demo.cloud.url).href);
    await page.getByRole("button", { name: /^Remove Apim\.Example/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await page.getByText("None. It gets tokens without roles").waitFor();
  });

  test("shows the open tab on a phone, where not all fit", async () => {
    const page = await open("/identity/cache", { width: 390, height: 844 });
    await heading(page, "Token cache").waitFor();
    const box = await page.getByRole("tab", { name: "Token cache" }).boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
    const main = page.getByRole("main");
    expect(await main.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
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

/** Answers in the cloud's place, for what the demo has none of. */
async function answer(page: Page, path: string, body: unknown): Promise<void> {
  await page.route(`**/gatehouse${path}`, (route) => route.fulfill({ json: body }));
}

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
/** Client id of the application with an app role of that value. */
async function appIdOfRole(page: Page, role: string): Promise<string> {
  const { value } = await askGraph(page, "/applications");
  const found = (
    value as readonly { readonly appId: string; readonly appRoles: readonly { readonly value: string }[] }[]
  ).find(({ appRoles }) => appRoles.some((one) => one.value === role));
  return found?.appId ?? "";
}

async function idOf(page: Page, name: string, id: "id" | "appId"): Promise<string> {
  const { value } = await askGraph(page, `/servicePrincipals?$filter=displayName eq '${name}'`);
  const [found] = value as readonly Readonly<Record<string, string>>[];
  return found?.[id] ?? "";
}
