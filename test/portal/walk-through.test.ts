import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DemoCloud, startDemo } from "../support/demo-cloud.ts";
import { connectManagement } from "../support/management-client.ts";
import { chromiumPath, startBrowser, type TestBrowser, type TestWindow } from "./support/browser.ts";

let demo: DemoCloud;
let browser: TestBrowser;

describe.skipIf(chromiumPath === undefined)("the walk through the demo", () => {
  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
  }, 90_000);
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]();
    await demo?.[Symbol.asyncDispose]();
  });

  test("send the untrusted API's operation, read why it failed, assign the role: 200 after the cache is flushed, not before", async () => {
    const { page, problems } = await browser.open();
    await page.goto(demo.cloud.url);
    await page.getByRole("link", { name: "API Management" }).click();
    await page.getByRole("table", { name: "Services" }).getByRole("link", { name: "fn-apim-mi-demo-apim" }).click();
    await page.getByRole("link", { name: "Untrusted API" }).click();
    await page.getByRole("link", { name: "Test Operation" }).click();
    await page.getByRole("tab", { name: "Test" }).click();

    const send = page.getByRole("button", { name: "Send", exact: true });
    const response = page.getByRole("region", { name: "Response", exact: true });
    await send.click();
    await response.getByText("500 failed").waitFor();
    expect(await response.getByRole("region", { name: "Body of the response" }).textContent()).toContain(
      '"message": "Internal server error"',
    );

    await response.getByRole("tab", { name: "Trace" }).click();
    const step = response.getByRole("listitem").filter({ hasText: "refused here" });
    expect(await step.textContent()).toMatch(/^authentication-managed-identity/);
    expect(await step.textContent()).toContain(
      "AADSTS501051 The managed identity 'fn-apim-mi-demo-apim-untrusted' was not assigned to a role of the application 'fn-apim-mi-demo-function-private'",
    );

    await step.getByRole("button", { name: "Assign Private.Example to fn-apim-mi-demo-apim-untrusted" }).click();
    await step.getByText("The role is assigned").waitFor();
    await send.click();
    await response.getByText("500 failed").waitFor();

    await response.getByRole("tab", { name: "Trace" }).click();
    await response.getByRole("button", { name: "Flush the cache and send again" }).click();
    await response.getByText("200 passed").waitFor();
    expect(await response.getByRole("region", { name: "Body of the response" }).textContent()).toContain(
      "Private.Example",
    );
    expect(problems).toEqual([]);
  });

  test("the same with the keyboard alone, as far as the trace", async () => {
    const { page, problems } = await browser.open();
    await page.goto(`${demo.cloud.url}/api-management`);
    await page.getByRole("link", { name: "fn-apim-mi-demo-apim" }).waitFor();
    await tabTo(page, "fn-apim-mi-demo-apim");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Trusted Group Auth API" }).waitFor();
    await tabTo(page, "Trusted Group Auth API");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Test Operation" }).waitFor();
    await tabTo(page, "GETTest Operation");
    await page.keyboard.press("Enter");
    await page.getByRole("tab", { name: "Design" }).waitFor();
    await tabTo(page, "Design");
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => hasFocus(page.getByRole("tab", { name: "Test" }))).toBe(true);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Send", exact: true }).waitFor();
    await tabTo(page, "Send");
    await page.keyboard.press("Enter");
    await page.getByText("401 refused").waitFor();
    await tabTo(page, "Message");
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => hasFocus(page.getByRole("tab", { name: "Trace" }))).toBe(true);
    await page.keyboard.press("Enter");
    await page.getByText("The request has no token where the policy looks for it").waitFor();
    expect(problems).toEqual([]);
  });

  test("every step has an address, and back and forward move between them", async () => {
    const { page } = await browser.open();
    const operation = `${demo.cloud.url}/api-management/fn-apim-mi-demo-apim-rg/fn-apim-mi-demo-apim/apis/untrusted/operations/test/test`;
    await page.goto(operation);
    await page.getByRole("button", { name: "Send", exact: true }).waitFor();
    await page.getByRole("link", { name: "API Management" }).first().click();
    await page.getByRole("table", { name: "Services" }).waitFor();
    await page.goBack();
    await page.getByRole("button", { name: "Send", exact: true }).waitFor();
    expect(page.url()).toBe(operation);
    await page.goForward();
    await page.getByRole("table", { name: "Services" }).waitFor();
  });

  test("a request is sent as a managed identity, with the key of a subscription, and can be copied", async () => {
    const { page, context } = await browser.open();
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(
      `${demo.cloud.url}/api-management/fn-apim-mi-demo-apim-rg/fn-apim-mi-demo-apim/apis/trusted-group/operations/test/test`,
    );
    await page.getByLabel("Send as").selectOption({ label: "fn-apim-mi-demo-public-trusted" });
    const audience = await page.locator("datalist option", { hasText: "-apim" }).first().textContent();
    await page.getByLabel("Token for").fill(audience ?? "");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByText("200 passed").waitFor();
    await page.getByRole("button", { name: "Copy as curl" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    const curl = await page.evaluate(() => navigator.clipboard.readText());
    expect(curl).toMatch(
      /^curl --globoff -i -X GET 'http:\/\/fn-apim-mi-demo-apim\.azure-api\.net\.localhost:\d+\/trusted-group\/test'/,
    );
    expect(curl).toContain("Authorization: Bearer ey");
  });

  test("script in a body that comes back is shown as the text that it is", async () => {
    const { page, problems } = await browser.open();
    const operation = "apis/trusted-simple/operations/test";
    const id = `/subscriptions/${demo.cloud.operator.subscriptionId}/resourceGroups/fn-apim-mi-demo-apim-rg/providers/Microsoft.ApiManagement/service/fn-apim-mi-demo-apim/${operation}/policies/policy`;
    const body = "<img src=x onerror=alert(1)><script>alert(2)</script>";
    const value = `<policies><inbound><return-response><set-header name="Content-Type"><value>text/html</value></set-header><set-body>${body.replaceAll("<", "&lt;")}</set-body></return-response></inbound></policies>`;
    const send = await connectManagement(demo.cloud);
    const { status } = await send(
      "PUT",
      `${id}?api-version=2022-08-01`,
      { properties: { format: "xml", value } },
      { "if-match": "*" },
    );
    expect(status).toBe(200);
    await page.goto(`${demo.cloud.url}/api-management/fn-apim-mi-demo-apim-rg/fn-apim-mi-demo-apim/${operation}/test`);
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByText("200 passed").waitFor();
    expect(await page.getByRole("region", { name: "Body of the response" }).textContent()).toBe(body);
    expect(await page.locator("main img, main script").count()).toBe(0);
    expect(problems).toEqual([]);
  });
});

function hasFocus(one: Locator): Promise<boolean> {
  return one.evaluate((element) => element === document.activeElement);
}

/** Presses Tab until what has the focus says `text`. */
async function tabTo(page: TestWindow["page"], text: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
    if (focused === text) return;
  }
  throw new Error(`No ${text} within 80 presses of Tab.`);
}
