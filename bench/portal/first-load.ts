import type { TestBrowser } from "../../test/portal/support/browser.ts";

/** How the portal's first page came into a browser that has nothing of it. */
export interface FirstLoad {
  /** Page, scripts, styles, pictures and fonts, as they went over the wire with their headers. */
  readonly bytes: number;
  readonly files: number;
  /** From the start of the navigation until the overview's heading is in the page. */
  readonly headingMs: number;
}

const TIMEOUT_MS = 30_000;

/** Opens the overview in a new window without a cache. Throws when it isn't built, or when its heading doesn't come. */
export async function measureFirstLoad(browser: TestBrowser, url: string): Promise<FirstLoad> {
  const { page, context } = await browser.open();
  try {
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    const awaited = new Set<string>();
    const sizes = new Map<string, number>();
    session.on("Network.requestWillBeSent", ({ requestId, request }) => {
      // What the page then asks of Gatehouse's API grows with the cloud, and is no part of the portal.
      if (!new URL(request.url).pathname.startsWith("/gatehouse/")) awaited.add(requestId);
    });
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      if (awaited.delete(requestId)) sizes.set(requestId, encodedDataLength);
    });
    await page.addInitScript(rememberHeading);
    const answer = await page.goto(url);
    if (answer?.status() !== 200) throw new Error(`GET ${url}: ${answer?.status()} ${await answer?.text()}`);
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor({ timeout: TIMEOUT_MS });
    await waitUntil(() => awaited.size === 0);
    const headingMs = await page.evaluate(() => performance.getEntriesByName("heading")[0]?.startTime);
    if (headingMs === undefined) throw new Error("The heading is there, and nobody saw it come.");
    return { bytes: [...sizes.values()].reduce((sum, size) => sum + size, 0), files: sizes.size, headingMs };
  } finally {
    await context.close();
  }
}

/** Runs in the page before its own scripts. */
function rememberHeading(): void {
  const observer = new MutationObserver(() => {
    if (document.querySelector("h1") === null) return;
    performance.mark("heading");
    observer.disconnect();
  });
  observer.observe(document, { childList: true, subtree: true });
}

async function waitUntil(isDone: () => boolean): Promise<void> {
  const giveUpAt = performance.now() + TIMEOUT_MS;
  while (!isDone()) {
    if (performance.now() > giveUpAt) throw new Error("The page's files didn't all come.");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
