import { fileURLToPath } from "node:url";
import { startBrowser, type TestWindow } from "../../test/portal/support/browser.ts";
import { startDemo } from "../../test/support/demo-cloud.ts";

/** Takes the pictures beside this file from the running product. `npm run docs:screenshots` */

const SERVICE = "/api-management/fn-apim-mi-demo-apim-rg/fn-apim-mi-demo-apim";

type Page = TestWindow["page"];

/** Name of the picture, address of the page, and what is done there first. */
const pictures: readonly (readonly [name: string, address: string, prepare: (page: Page) => Promise<unknown>])[] = [
  ["overview", "/", (page) => page.getByRole("table", { name: "Who may call whom" }).waitFor()],
  [
    "trace",
    `${SERVICE}/apis/untrusted/operations/test/test`,
    async (page) => {
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await page.getByRole("tab", { name: "Trace" }).click();
      const assign = page.getByRole("button", { name: /^Assign / });
      await assign.waitFor();
      await assign.scrollIntoViewIfNeeded();
    },
  ],
  [
    "policy",
    `${SERVICE}/apis/trusted-group/operations/test/design`,
    async (page) => {
      const editor = page.locator(".monaco-editor .view-line").first();
      await editor.waitFor();
      await editor.scrollIntoViewIfNeeded();
    },
  ],
  [
    "request",
    "/requests?text=public-untrusted",
    async (page) => {
      await page.locator("li a[href^='/requests/']").first().click();
      await page.getByRole("list", { name: "Path of the request" }).waitFor();
    },
  ],
];

await using demo = await startDemo();
await demo.runCases();
await using browser = await startBrowser();
for (const [name, address, prepare] of pictures) {
  const { page, context } = await browser.open({ height: 800 });
  await page.goto(`${demo.cloud.url}${address}`);
  await prepare(page);
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, import.meta.url)), animations: "disabled" });
  await context.close();
  console.log(`docs/portal/${name}.png`);
}
