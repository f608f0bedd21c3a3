import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startCloud } from "../../src/cloud/index.ts";
import { type DemoCloud, startDemo } from "../support/demo-cloud.ts";
import { chromiumPath, startBrowser, type TestBrowser, type TestWindow } from "./support/browser.ts";

describe.skipIf(chromiumPath === undefined)("the portal's place Requests", () => {
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

  const call = (url: string) => demo.cloud.outbound.request({ method: "GET", url: new URL(url) });
  const rows = (page: TestWindow["page"]) => page.getByRole("region", { name: "Requests" }).getByRole("listitem");

  test("a refused chain comes into the open list, and opened it is one tree with the reason", async () => {
    const page = await open("/requests?text=public-untrusted.azurewebsites.net/api/simple");
    await page.getByText("No request fits").waitFor();
    expect((await call(demo.outputs.untrustedSimpleUrl)).status).toBe(401);
    const row = rows(page).filter({ hasText: "/api/simple" });
    await row.getByText("401 refused").waitFor();

    await row.getByRole("link").click();
    await page.getByText("Refused by API Management gateway").waitFor();
    const path = page.getByRole("list", { name: "Path of the request" });
    const outer = path.getByRole("listitem").first();
    await outer.getByText(/GET https:\/\/fn-apim-mi-demo-public-untrusted\.azurewebsites\.net\/api\/simple/).waitFor();
    const inner = outer.getByRole("listitem").filter({ hasText: "azure-api.net/trusted-simple/test" });
    await inner.getByText("Why").waitFor();
    expect(await inner.textContent()).toMatch(/Claim appid value of .* is not allowed/);
    await inner
      .getByRole("region", { name: "Token, decoded" })
      .getByText(/"appid"/)
      .waitFor();
    expect(await inner.textContent()).toContain(".[removed]");
  });

  test("a filter stands in the address and survives a reload", async () => {
    await call(demo.outputs.untrustedSimpleUrl);
    await call(demo.outputs.trustedSimpleUrl);
    const page = await open("/requests");
    await page.getByLabel("Outcome").selectOption("refused");
    await page.getByLabel("Text in address, status or reason").fill("public");
    await expect.poll(() => page.url()).toContain("text=public");
    const shown = await rows(page).allTextContents();
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.every((text) => text.includes("401 refused"))).toBe(true);
    await page.reload();
    await rows(page).first().waitFor();
    expect(await page.getByLabel("Outcome").inputValue()).toBe("refused");
    expect(await page.getByLabel("Text in address, status or reason").inputValue()).toBe("public");
  });

  test("pause holds the list still, and resume shows what came meanwhile", async () => {
    const page = await open("/requests?text=paused-away");
    await page.getByText(/No request fits|No requests yet/).waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    await call("https://fn-apim-mi-demo-apim.azure-api.net/paused-away");
    expect(await rows(page).count()).toBe(0);
    await page.getByRole("button", { name: "Resume" }).click();
    await rows(page).first().waitFor();
  });

  test("what is cleared while the list is paused is gone from it at once", async () => {
    const page = await open("/requests?text=cleared-away");
    await call("https://fn-apim-mi-demo-apim.azure-api.net/cleared-away");
    await rows(page).first().waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByText(/^Paused\. /).waitFor();
    await page.getByRole("button", { name: "Clear the list" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Clear" }).click();
    await page.getByText("Paused. 0 requests").waitFor();
    expect(await rows(page).count()).toBe(0);
  });

  test("a Gatehouse that was started anew is told, and loading the page again shows its own requests", async () => {
    await using down = new AsyncDisposableStack();
    const first = await startCloud({ offline: true });
    const url = (name: string) => new URL(`https://nobody.azure-api.net/${name}`);
    await first.outbound.request({ method: "GET", url: url("before") });
    const { page, context } = await browser.open();
    down.defer(() => context.close());
    await page.goto(`${first.url}/requests`);
    await rows(page).filter({ hasText: "/before" }).waitFor();
    await first.close();
    await page.getByText("Gatehouse doesn't answer.").waitFor();

    const second = await startCloud({ offline: true, port: first.port });
    down.defer(() => second.close());
    await second.outbound.request({ method: "GET", url: url("after") });
    await page.getByText("Gatehouse was started anew").waitFor();
    await page.getByRole("button", { name: "Load again" }).click();
    await rows(page).filter({ hasText: "/after" }).waitFor();
    expect(await rows(page).filter({ hasText: "/before" }).count()).toBe(0);
  });

  test("the archive holds the chain, and no secret", async () => {
    await call(demo.outputs.trustedGroupUrl);
    const page = await open("/requests?text=public-trusted");
    await rows(page).first().getByRole("link").click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Export as HAR" }).click(),
    ]);
    const text = await readFile(await download.path(), "utf8");
    const { log } = JSON.parse(text) as {
      readonly log: {
        readonly version: string;
        readonly entries: readonly { readonly request: { readonly url: string } }[];
      };
    };
    expect(log.version).toBe("1.2");
    expect(log.entries.map(({ request: { url } }) => new URL(url).hostname)).toEqual(
      expect.arrayContaining([
        "fn-apim-mi-demo-public-trusted.azurewebsites.net",
        "fn-apim-mi-demo-apim.azure-api.net",
        "fn-apim-mi-demo-private.azurewebsites.net",
      ]),
    );
    expect(text).not.toContain(demo.outputs.subscriptionKey);
  });

  test("the archive of a list that is narrowed holds what was found, and nothing else", async () => {
    for (const name of ["one", "two"]) await call(`https://fn-apim-mi-demo-apim.azure-api.net/archived-${name}`);
    await call("https://fn-apim-mi-demo-apim.azure-api.net/not-in-the-archive");
    const page = await open("/requests?text=/archived-");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Export 2 as HAR" }).click(),
    ]);
    const { log } = JSON.parse(await readFile(await download.path(), "utf8")) as {
      readonly log: { readonly entries: readonly { readonly request: { readonly url: string } }[] };
    };
    expect(log.entries.map(({ request: { url } }) => new URL(url).pathname)).toEqual([
      "/archived-one",
      "/archived-two",
    ]);
  });

  test("a request is copied as a command that sends it to this Gatehouse, never to Azure", async () => {
    await call("https://fn-apim-mi-demo-apim.azure-api.net/copied?subscription-key=secret");
    const page = await open("/requests?text=/copied");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await rows(page).first().getByRole("link").click();
    await page.getByText("Failed by API Management gateway").waitFor();
    await page.getByRole("button", { name: "Copy as curl" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    expect((await page.evaluate(() => navigator.clipboard.readText())).split(" \\\n")[0]).toBe(
      "curl --globoff -i -X GET " +
        `'http://fn-apim-mi-demo-apim.azure-api.net.localhost:${demo.cloud.port}/copied?subscription-key=[removed]'`,
    );
  });

  test("what a caller puts into path and headers is shown as the text that it is", async () => {
    await new Promise<void>((resolve, reject) => {
      const outgoing = request({
        host: "127.0.0.1",
        port: demo.cloud.port,
        path: "/%3Cscript%3Ealert(1)%3C/script%3E?q=<img/src=x/onerror=alert(1)>",
        headers: {
          host: `evil-names.azure-api.net.localhost:${demo.cloud.port}`,
          "x-evil": "<script>alert(2)</script>",
        },
      });
      outgoing.once("error", reject);
      outgoing.once("response", (response) => response.resume().once("end", resolve));
      outgoing.end();
    });
    const page = await open("/requests?text=evil-names");
    await rows(page).first().getByRole("link").click();
    await page.getByText("<script>alert(2)</script>").waitFor();
    expect(await page.locator("main img, main script").count()).toBe(0);
  });

  test("ten thousand requests are counted, and few of them are in the page", async () => {
    const page = await open("/requests");
    await page.getByRole("button", { name: "Clear the list" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Clear" }).click();
    await page.getByText(/^\d requests$/).waitFor();
    for (let sent = 0; sent < 10_000; sent += 250) {
      await Promise.all(Array.from({ length: 250 }, () => call("https://nobody.azure-api.net/status")));
    }
    await page.reload();
    await page.getByText(/^10000 requests$/).waitFor();
    expect(await rows(page).count()).toBeLessThan(60);
    await rows(page).first().getByRole("link").focus();
    await page.keyboard.press("End");
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest("li")?.getAttribute("aria-posinset")))
      .toBe("10000");
  }, 60_000);

  test("a request that isn't kept is told as such", async () => {
    const page = await open("/requests/999999999");
    await page.getByText(/There is no exchange '999999999'/).waitFor();
  });
});
