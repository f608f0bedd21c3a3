import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DemoCloud, startDemo } from "../support/demo-cloud.ts";
import { chromiumPath, startBrowser, type TestBrowser, type TestWindow } from "./support/browser.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const SERVICE = "/api-management/fn-apim-mi-demo-apim-rg/fn-apim-mi-demo-apim";
const APP = "/function-apps/fn-apim-mi-demo-private-rg/fn-apim-mi-demo-private";

/** Each page, and what is there when it has loaded. */
const pages: readonly (readonly [address: string, loaded: string])[] = [
  ["/", "table"],
  ["/api-management", "table"],
  [`${SERVICE}/apis`, "table"],
  [`${SERVICE}/apis/trusted-group/design`, "[role=code], .monaco-editor, textarea"],
  [`${SERVICE}/apis/trusted-group/operations/test/design`, ".monaco-editor, textarea"],
  [`${SERVICE}/apis/trusted-group/operations/test/test`, "form"],
  [`${SERVICE}/policy`, ".monaco-editor, textarea"],
  [`${SERVICE}/products`, "main h1"],
  [`${SERVICE}/subscriptions`, "table"],
  [`${SERVICE}/named-values`, "main h1"],
  [`${SERVICE}/backends`, "main h1"],
  ["/identity/applications", "table"],
  ["/identity/managed-identities", "table"],
  ["/identity/groups", "table"],
  ["/identity/users", "main h1"],
  ["/identity/assign", "form, select"],
  ["/identity/cache", "main h1"],
  ["/identity/can-call", "select"],
  ["/tokens/mint", "select"],
  ["/tokens/inspect", "textarea"],
  ["/function-apps", "table"],
  [`${APP}/overview`, "dl"],
  [`${APP}/settings`, "table"],
  [`${APP}/functions`, "table"],
  [`${APP}/log`, "[aria-label=Log]"],
  [`${APP}/authentication`, "dl"],
  [`${APP}/deployments`, "table"],
  ["/requests", "li a[href^='/requests/']"],
  ["/nothing/here", "main h1"],
];

describe.skipIf(chromiumPath === undefined)("axe finds nothing serious", () => {
  let demo: DemoCloud;
  let browser: TestBrowser;
  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
    await demo.runCases();
  }, 90_000);
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]();
    await demo?.[Symbol.asyncDispose]();
  });

  async function serious(page: TestWindow["page"]): Promise<readonly string[]> {
    await page.evaluate(axe);
    const { violations } = await page.evaluate<AxeResults>(`axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      // Fluent UI's focus traps have hidden stops that hand the focus on at once.
      rules: { "aria-hidden-focus": { enabled: false } },
    })`);
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
  }

  for (const colorScheme of ["light", "dark"] as const) {
    test.each(pages)(`at %s, ${colorScheme}`, async (address, loaded) => {
      const { page, context, problems } = await browser.open({ colorScheme });
      await page.goto(`${demo.cloud.url}${address}`);
      await page.locator(loaded).first().waitFor({ state: "attached" });
      await expect.poll(() => page.getByText(/^Loading/).count()).toBe(0);
      expect(await serious(page)).toEqual([]);
      expect(problems).toEqual([]);
      await context.close();
    });

    test(`in an opened trace and an opened request, ${colorScheme}`, async () => {
      const { page, context } = await browser.open({ colorScheme });
      await page.goto(`${demo.cloud.url}${SERVICE}/apis/untrusted/operations/test/test`);
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await page.getByRole("tab", { name: "Trace" }).click();
      await page.getByText("was not assigned to a role").first().waitFor();
      expect(await serious(page)).toEqual([]);
      await page.goto(`${demo.cloud.url}/requests?text=untrusted`);
      await page.locator("li a[href^='/requests/']").first().click();
      await page.getByRole("list", { name: "Path of the request" }).waitFor();
      expect(await serious(page)).toEqual([]);
      await context.close();
    });
  }

  test("and no page is wider than a phone", async () => {
    const { page, context } = await browser.open({ width: 390, height: 844 });
    const wide: string[] = [];
    for (const [address, loaded] of pages) {
      await page.goto(`${demo.cloud.url}${address}`);
      await page.locator(loaded).first().waitFor({ state: "attached" });
      const { scrollWidth, clientWidth } = await page
        .locator("#main")
        .evaluate(({ scrollWidth: width, clientWidth: seen }) => ({ scrollWidth: width, clientWidth: seen }));
      if (scrollWidth > clientWidth) wide.push(`${address}: ${scrollWidth} in ${clientWidth}`);
    }
    expect(wide).toEqual([]);
    await context.close();
  }, 60_000);
});
