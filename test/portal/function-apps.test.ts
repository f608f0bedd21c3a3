import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type DemoCloud, startDemo } from "../support/demo-cloud.ts";
import { chromiumPath, startBrowser, type TestBrowser, type TestWindow } from "./support/browser.ts";

const TRUSTED = "/function-apps/fn-apim-mi-demo-public-rg/fn-apim-mi-demo-public-trusted";
const PRIVATE = "/function-apps/fn-apim-mi-demo-private-rg/fn-apim-mi-demo-private";

describe.skipIf(chromiumPath === undefined)("the portal's place Function apps", () => {
  let demo: DemoCloud;
  let browser: TestBrowser;

  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
  }, 90_000);
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]();
    await demo?.[Symbol.asyncDispose]();
  });

  async function open(path: string): Promise<TestWindow["page"]> {
    const { page, context, problems } = await browser.open();
    onTestFinished(async () => {
      await context.close();
      expect(problems).toEqual([]);
    });
    await page.goto(`${demo.cloud.url}${path}`);
    return page;
  }

  const callGroup = () => demo.cloud.outbound.request({ method: "GET", url: new URL(demo.outputs.trustedGroupUrl) });

  test("lists the apps with their states, each a way to its page", async () => {
    const page = await open("/function-apps");
    const table = page.getByRole("table", { name: "Function apps" });
    await expect.poll(() => table.getByText("Running").count()).toBe(3);
    await table.getByRole("link", { name: "fn-apim-mi-demo-private" }).click();
    await page.getByRole("heading", { level: 1, name: "fn-apim-mi-demo-private" }).waitFor();
    await page
      .getByRole("link", { name: /^http:\/\/fn-apim-mi-demo-private\.azurewebsites\.net\.localhost:\d+\/$/ })
      .waitFor();
  });

  test("stop and start change the state, here and for callers", async () => {
    const page = await open(`${TRUSTED}/overview`);
    await page.getByText("Running").waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("Stopped").waitFor();
    expect(
      (await demo.cloud.outbound.request({ method: "GET", url: new URL(demo.outputs.trustedSimpleUrl) })).status,
    ).toBe(403);
    await page.getByRole("button", { name: "Start", exact: true }).click();
    await page.getByText("Running").waitFor();
    expect(
      (await demo.cloud.outbound.request({ method: "GET", url: new URL(demo.outputs.trustedSimpleUrl) })).status,
    ).toBe(200);
  });

  test("restart starts the app anew", async () => {
    const page = await open(`${PRIVATE}/overview`);
    const starts = () =>
      demo.cloud.appService
        .logs("fn-apim-mi-demo-private")
        ?.lines()
        .filter(({ text }) => /takes requests/.test(text)).length;
    const before = starts() ?? 0;
    await page.getByRole("button", { name: "Restart" }).click();
    await expect.poll(starts).toBe(before + 1);
    await demo.cloud.appService.whenRunning("fn-apim-mi-demo-private");
  });

  test("a setting's value is fetched when it is asked for, and not before", async () => {
    const page = await open(`${TRUSTED}/settings`);
    const key = demo.outputs.subscriptionKey;
    const row = page.getByRole("row", { name: /^ApimKey/ });
    await row.waitFor();
    expect(await page.content()).not.toContain(key);
    await row.getByRole("button", { name: "Show the value of ApimKey" }).click();
    await row.getByText(key).waitFor();
    await row.getByRole("button", { name: "Hide the value of ApimKey" }).click();
    expect(await page.content()).not.toContain(key);
  });

  test("a Key Vault reference is shown as one, with what became of it", async () => {
    const page = await open(`${PRIVATE}/settings`);
    const row = page.getByRole("row", { name: /^MICROSOFT_PROVIDER_AUTHENTICATION_SECRET/ });
    await row.getByText("@Microsoft.KeyVault(VaultName=").waitFor();
    await row.getByText("Resolved").waitFor();
  });

  test("a new setting is there after a reload, the others still are, and it can be deleted", async () => {
    const page = await open(`${TRUSTED}/settings`);
    await page.getByRole("row", { name: /^ApimKey/ }).waitFor();
    await page.getByLabel("Name of the setting").fill("PORTAL_TEST");
    await page.getByLabel("New value").fill("<b>bold</b>");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved. The app restarts.").waitFor();
    await page.reload();
    const row = page.getByRole("row", { name: /^PORTAL_TEST/ });
    await row.getByRole("button", { name: "Show the value of PORTAL_TEST" }).click();
    await row.getByText("<b>bold</b>").waitFor();
    await page.getByRole("row", { name: /^ApimKey/ }).waitFor();
    await page.getByRole("button", { name: "Delete PORTAL_TEST" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await row.waitFor({ state: "detached" });
    await demo.cloud.appService.whenRunning("fn-apim-mi-demo-public-trusted");
  });

  test("a function is run from its row, and its answer shown", async () => {
    const page = await open(`${TRUSTED}/functions`);
    await page.getByRole("button", { name: "Run simple" }).click();
    await page.getByText(/simple answered 200 OK in/).waitFor();
    await page
      .getByRole("region", { name: "Body of the answer" })
      .getByText(/Private\.Example/)
      .waitFor();
    const key = page.getByText(/^Master:/);
    await key.getByRole("button", { name: "Show the master key" }).click();
    await key.getByText(/^[\w-]{40,}={0,2}$/).waitFor();
  });

  test("a line that the app writes comes into the open log, which can be narrowed to it and paused", async () => {
    const page = await open(`${TRUSTED}/log`);
    const line = page.getByRole("region", { name: "Log" }).getByRole("listitem");
    await line.first().waitFor();
    await page.getByLabel("Text in the line").fill("azure-api.net/trusted-group/test answered 200");
    const written = await line.count();
    await callGroup();
    await expect.poll(() => line.count()).toBe(written + 1);

    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByText(/^Paused\. /).waitFor();
    await callGroup();
    expect(await line.count()).toBe(written + 1);
    await page.getByRole("button", { name: "Resume" }).click();
    await expect.poll(() => line.count()).toBe(written + 2);

    await page.getByLabel("Level").selectOption("error");
    await page.getByText("No line fits. Empty a filter.").waitFor();
  });

  test("the log follows its end until somebody scrolls up, and few of its lines are in the page", async () => {
    const page = await open(`${TRUSTED}/log`);
    const log = page.getByRole("region", { name: "Log" });
    const follows = page.getByRole("switch", { name: "Follow the end" });
    const newest = log.locator("li:last-child");
    for (let sent = 0; sent < 200; sent += 20) await Promise.all(Array.from({ length: 20 }, callGroup));
    await expect.poll(async () => Number(await newest.getAttribute("aria-setsize"))).toBeGreaterThan(600);
    const atEnd = () => log.evaluate((frame) => frame.scrollHeight - frame.scrollTop - frame.clientHeight < 2);
    await expect.poll(atEnd).toBe(true);
    expect(await newest.getAttribute("aria-posinset")).toBe(await newest.getAttribute("aria-setsize"));
    expect(await log.getByRole("listitem").count()).toBeLessThan(120);

    await log.hover();
    await page.mouse.wheel(0, -2000);
    await expect.poll(() => follows.isChecked()).toBe(false);
    await follows.check();
    await expect.poll(atEnd).toBe(true);
  });

  test("authentication is told in words, with the way to the registration", async () => {
    const page = await open(`${PRIVATE}/authentication`);
    await page.getByText("App Service Authentication is on. Requests without a token get a 401.").waitFor();
    await page
      .getByRole("main")
      .getByRole("link", { name: /^[0-9a-f-]{36}$/ })
      .click();
    await page.getByRole("heading", { level: 1, name: "fn-apim-mi-demo-function-private" }).waitFor();
    await page.goto(`${demo.cloud.url}${TRUSTED}/authentication`);
    await page.getByText("App Service Authentication is off").waitFor();
  });

  test("deployments are listed", async () => {
    const page = await open(`${PRIVATE}/deployments`);
    await page.getByRole("row", { name: /succeeded this one ZipDeploy/ }).waitFor();
  });
});
