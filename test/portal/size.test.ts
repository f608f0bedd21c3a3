import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Cloud, startCloud } from "../../src/cloud/index.ts";
import { chromiumPath, startBrowser, type TestBrowser } from "./support/browser.ts";
import { firstLoadBytes } from "./support/first-load-bytes.ts";
import { putApi } from "./support/put-api.ts";

describe.skipIf(chromiumPath === undefined)("the portal stays small", () => {
  let cloud: Cloud;
  let browser: TestBrowser;
  beforeAll(async () => {
    [cloud, browser] = await Promise.all([startCloud({ offline: true }), startBrowser()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]();
    await cloud?.close();
  });

  test("its first load is under 400 KB compressed, without the editor", async () => {
    expect(await firstLoadBytes(browser, cloud.url)).toBeLessThan(400 * 1024);
  });

  test("an empty cloud tells what to do next", async () => {
    const { page } = await browser.open();
    await page.goto(cloud.url);
    await page.getByText(/Nothing is deployed yet\. Deploy the demo with: gatehouse demo/).waitFor();
    await page.goto(`${cloud.url}/api-management`);
    await page.getByText(/There is no API Management service\. Deploy one/).waitFor();
    await page.goto(`${cloud.url}/function-apps`);
    await page.getByText(/There is no function app\. Deploy one/).waitFor();
  });

  test("of 500 operations few are in the page, and the last is reached by one key", async () => {
    const service = await putApi(cloud, 500);
    const { page, problems } = await browser.open();
    await page.goto(`${cloud.url}${service}/apis/bench/operations/operation-0/test`);
    const operations = page.getByRole("region", { name: "Operations" });
    await operations.getByRole("link").first().focus();
    expect(await operations.getByRole("listitem").count()).toBeLessThan(60);
    await page.keyboard.press("End");
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest("li")?.getAttribute("aria-posinset")))
      .toBe("500");
    expect(await operations.getByRole("listitem").count()).toBeLessThan(60);
    expect(problems).toEqual([]);
  });

  test("the page says so when Gatehouse is gone", async () => {
    const other = await startCloud({ offline: true });
    const { page } = await browser.open();
    await page.goto(`${other.url}/function-apps`);
    await page.getByText(/There is no function app/).waitFor();
    await other.close();
    await page.getByText("not reachable").waitFor();
  });
});
