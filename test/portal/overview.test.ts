import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoCases, runCase } from "../../src/cli/demo/cases.ts";
import { type DemoCloud, startDemo } from "../support/demo-cloud.ts";
import { chromiumPath, startBrowser, type TestBrowser } from "./support/browser.ts";

let demo: DemoCloud;
let browser: TestBrowser;

describe.skipIf(chromiumPath === undefined)("the overview", () => {
  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
    const { outbound, cases } = demo.cloud;
    const send = (url: string, headers: Readonly<Record<string, string>> = {}) =>
      outbound.request({ method: "GET", url: new URL(url), headers });
    cases.offer(demoCases(demo.outputs, send).map((one) => ({ ...one, run: () => runCase(one) })));
  }, 90_000);
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]();
    await demo?.[Symbol.asyncDispose]();
  });

  test("shows every part of the system, each a way to its page", async () => {
    const { page, problems } = await browser.open();
    await page.goto(demo.cloud.url);
    const picture = page.getByRole("region", { name: "Picture of the system" });
    for (const name of ["Function app fn-apim-mi-demo-private", "API Untrusted API", "API Trusted Group Auth API"])
      await picture.getByRole("link", { name }).waitFor();
    await picture.getByText("fn-apim-mi-demo-apim-untrusted").waitFor();
    await picture.getByRole("link", { name: "API Untrusted API" }).click();
    await page.getByRole("heading", { name: "Untrusted API" }).waitFor();
    expect(problems).toEqual([]);
  });

  test("runs one case, then all, and the arrows tell how the calls went and why", async () => {
    const { page, problems } = await browser.open();
    await page.goto(demo.cloud.url);
    const cases = page.getByRole("table", { name: "Cases" });
    const calls = page.getByRole("table", { name: "Who may call whom" });
    const trustedCall = calls.getByRole("row", { name: /^fn-apim-mi-demo-public-trusted Trusted Simple Auth API/ });
    await trustedCall.getByText("none yet").waitFor();

    await page.getByRole("button", { name: "Run trusted → /api/simple" }).click();
    await cases.getByText("as expected").waitFor();
    expect(await cases.getByText("not run yet").count()).toBe(4);
    await trustedCall.getByText("200 passed").waitFor();

    await page.getByRole("button", { name: "Run all" }).click();
    await page.getByText("5 of 5 as expected").waitFor();
    const refused = calls.getByRole("row", { name: /^fn-apim-mi-demo-public-untrusted Trusted Group Auth API/ });
    await refused.getByText("401 refused").waitFor();
    await calls
      .getByText(/AADSTS501051/)
      .first()
      .waitFor();
    expect(problems).toEqual([]);
  });

  test("tells what is being deployed while it is, and what failed", async () => {
    const { page } = await browser.open();
    await page.goto(demo.cloud.url);
    demo.cloud.progress.report("Applying 44 resources");
    await page.getByText("Applying 44 resources").waitFor();
    demo.cloud.progress.failed("main.tf line 3: there is no such resource.");
    await page.getByText("main.tf line 3: there is no such resource.").waitFor();
    demo.cloud.progress.report("Applying again");
    demo.cloud.progress.done();
    await page.getByText("main.tf line 3: there is no such resource.").waitFor({ state: "hidden" });
  });
});
