import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type DemoCloud, startDemo } from "../support/demo-cloud.ts";
import { connectManagement, type SendToManagement } from "../support/management-client.ts";
import { chromiumPath, startBrowser, type TestBrowser } from "./support/browser.ts";

const SERVICE = "/api-management/fn-apim-mi-demo-apim-rg/fn-apim-mi-demo-apim";
const VERSION = "api-version=2022-08-01";
/** Answers without the backend, so that a test sees what the outbound section did and nothing else. */
const withHeader = (value: string) => `<policies>
  <inbound>
    <base />
    <return-response>
      <set-status code="200" reason="OK" />
      <set-header name="X-Design" exists-action="override">
        <value>${value}</value>
      </set-header>
    </return-response>
  </inbound>
  <backend>
    <base />
  </backend>
  <outbound>
    <base />
  </outbound>
  <on-error>
    <base />
  </on-error>
</policies>`;

let demo: DemoCloud;
let browser: TestBrowser;
let management: SendToManagement;
let serviceId: string;
let operationPolicy: string;

describe.skipIf(chromiumPath === undefined)("the design of an operation", () => {
  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
    management = await connectManagement(demo.cloud);
    const { subscriptionId } = demo.cloud.operator;
    serviceId = `/subscriptions/${subscriptionId}/resourceGroups/fn-apim-mi-demo-apim-rg/providers/Microsoft.ApiManagement/service/fn-apim-mi-demo-apim`;
    operationPolicy = `${serviceId}/apis/untrusted/operations/test/policies/policy`;
  }, 60_000);
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]();
    await demo?.[Symbol.asyncDispose]();
  });
  beforeEach(() => put("first"));

  test("a document with an error is refused with its line; nothing changes on the server", async () => {
    const { page, problems } = await open();
    const before = await stored();
    await replaceAll(page, withHeader("second").replace("<set-status", '<set-statuss code="1" /><set-status'));
    await expect.poll(() => listed(page)).toContain("Line 5:");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").getByText("The document has an error").waitFor();
    expect(await stored()).toEqual(before);
    expect(await designHeader()).toBe("first");
    await page.getByRole("button", { name: "Go to line 5" }).click();
    await page.keyboard.type("HERE");
    await expect.poll(() => editorText(page)).toMatch(/^ *<?HERE<?set-statuss/m);
    expect(problems).toEqual([]);
  });

  test("a good document is live at once and there after a reload", async () => {
    const { page, problems } = await open();
    await replaceAll(page, withHeader("third"));
    await expect.poll(() => listed(page)).toContain("No problems.");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved. The gateway runs it from now on.").waitFor();
    expect(await designHeader()).toBe("third");
    await page.reload();
    await expect.poll(() => editorText(page)).toContain("<value>third</value>");
    expect(problems).toEqual([]);
  });

  test("a document that somebody else changed isn't overwritten until that is said", async () => {
    const { page } = await open();
    await replaceAll(page, withHeader("mine"));
    await put("theirs");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").getByText("Somebody else changed the document").waitFor();
    expect(await designHeader()).toBe("theirs");
    await page.getByRole("button", { name: "Overwrite" }).click();
    await page.getByText("Saved. The gateway runs it from now on.").waitFor();
    expect(await designHeader()).toBe("mine");
  });

  test("a document that somebody else changed can be loaded", async () => {
    const { page } = await open();
    await replaceAll(page, withHeader("mine"));
    await put("theirs");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Load theirs" }).click();
    await expect.poll(() => editorText(page)).toContain("<value>theirs</value>");
    expect(await designHeader()).toBe("theirs");
    await expect.poll(() => page.getByText("Changed, not saved.").count()).toBe(0);
  });

  test("a policy that somebody made meanwhile isn't replaced by the first one of the page", async () => {
    const api = `${serviceId}/apis/trusted-simple/policies/policy`;
    const { page } = await open("apis/trusted-simple/design");
    await page.getByText("This scope has no policy yet.").waitFor();
    await management("PUT", `${api}?${VERSION}`, {
      properties: { format: "rawxml", value: "<policies><inbound><base /></inbound></policies>" },
    });
    await page.getByRole("button", { name: "Create the policy" }).click();
    await page.getByRole("button", { name: "Load theirs" }).click();
    await expect.poll(() => editorText(page)).toContain("<policies><inbound>");
    await management("DELETE", `${api}?${VERSION}`, undefined, { "if-match": "*" });
  });

  test("the effective policy says of each line which scope it is of, and leads there", async () => {
    const { page } = await open("apis/trusted-group/operations/test/design");
    const inbound = page.getByRole("list", { name: "Lines of inbound" });
    await inbound.getByText("Operation").first().waitFor();
    const forward = page.getByRole("list", { name: "Lines of backend" }).getByRole("listitem");
    await expect.poll(() => forward.allTextContents()).toEqual(["<forward-request />All APIsline 4"]);
    await forward.getByRole("link", { name: "line 4" }).click();
    await expect.poll(() => new URL(page.url()).search).toBe("?scope=service&line=4");
    await expect.poll(() => editorText(page)).toContain("<inbound />");
    await page.getByRole("tab", { name: "All APIs", selected: true }).waitFor();
    // The caret is on the line: what is typed stands there.
    await expect.poll(() => page.locator(".monaco-editor.focused").count()).toBe(1);
    await page.keyboard.type("HERE");
    await expect.poll(() => editorText(page)).toMatch(/HERE\s*<forward-request/);
  });

  test("completion offers policies, attributes, values and members of context where they can be", async () => {
    const { page, problems } = await open();
    await replaceAll(page, "<policies><inbound>");
    await page.keyboard.type("<set-h");
    const offered = page.locator(".suggest-widget.visible");
    await offered.getByText("set-header", { exact: true }).waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => editorText(page)).toContain('<set-header name="">');
    await page.keyboard.press("Escape");
    await replaceAll(page, "<policies><inbound><set-header ");
    await page.keyboard.press("Control+Space");
    await offered.getByText("exists-action", { exact: true }).waitFor();
    await page.keyboard.press("Escape");
    await replaceAll(page, '<policies><inbound><set-header exists-action="');
    await page.keyboard.press("Control+Space");
    await offered.getByText("append", { exact: true }).waitFor();
    await page.keyboard.press("Escape");
    await replaceAll(page, "<policies><inbound><set-body>@(context.Request");
    await page.keyboard.type(".Orig");
    await offered.getByText("OriginalUrl", { exact: true }).waitFor();
    expect(problems).toEqual([]);
  });

  test("changes that aren't saved aren't lost by a click", async () => {
    const { page } = await open();
    await replaceAll(page, withHeader("unsaved"));
    await page.getByText("Changed, not saved.").waitFor();
    await page.getByRole("tab", { name: "All APIs", exact: true }).click();
    await page.getByRole("button", { name: "Stay" }).click();
    await expect.poll(() => editorText(page)).toContain("unsaved");
    await page.getByRole("tab", { name: "All APIs", exact: true }).click();
    await page.getByRole("button", { name: "Leave" }).click();
    await expect.poll(() => editorText(page)).toContain("<forward-request");
  });

  test("Tab leaves the editor, so nobody is caught in it", async () => {
    const { page } = await open();
    const isInEditor = () => page.evaluate(() => document.activeElement?.closest(".monaco-editor") !== null);
    await page.locator(".monaco-editor .view-line").first().click();
    await expect.poll(isInEditor).toBe(true);
    await page.keyboard.press("Tab");
    await expect.poll(isInEditor).toBe(false);
  });

  test("the policy of all APIs is written on a page of its own", async () => {
    const { page, problems } = await open("policy");
    await expect.poll(() => editorText(page)).toContain("<forward-request");
    await page.getByRole("textbox", { name: /^Policy of all APIs of/ }).waitFor();
    expect(problems).toEqual([]);
  });

  async function open(path = "apis/untrusted/operations/test/design") {
    const window = await browser.open();
    await window.page.goto(`${demo.cloud.url}${SERVICE}/${path}`);
    await window.page.locator(".monaco-editor .view-line").first().waitFor();
    return window;
  }

  async function put(value: string): Promise<void> {
    const { status } = await management("PUT", `${operationPolicy}?${VERSION}`, {
      properties: { format: "rawxml", value: withHeader(value) },
    });
    expect(status).toBe(200);
  }

  async function stored(): Promise<unknown> {
    const { headers, body } = await management("GET", `${operationPolicy}?format=rawxml&${VERSION}`);
    return { etag: headers.etag, body };
  }

  async function designHeader(): Promise<unknown> {
    const answer = await demo.cloud.outbound.request({
      method: "GET",
      url: new URL(demo.outputs.untrustedApiUrl),
      headers: { "Ocp-Apim-Subscription-Key": demo.outputs.subscriptionKey },
    });
    return answer.headers["x-design"];
  }
});

/** Text of the editor; only lines that are seen are there. */
async function editorText(page: Page): Promise<string> {
  const lines = await page.locator(".monaco-editor .view-line").allTextContents();
  return lines.join("\n").replaceAll("\u00a0", " ");
}

function listed(page: Page): Promise<string> {
  return page
    .getByRole("status", { name: "Problems of the document" })
    .textContent()
    .then((text) => text ?? "");
}

/** Pastes, as people do: what is typed is completed and indented by the editor. */
async function replaceAll(page: Page, text: string): Promise<void> {
  await page.locator(".monaco-editor .view-lines").first().click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.keyboard.insertText(text);
}
