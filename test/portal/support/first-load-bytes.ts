import type { TestBrowser } from "./browser.ts";

/** Bytes over the wire for a browser that comes for the first time, until nothing more is fetched. */
export async function firstLoadBytes(browser: TestBrowser, url: string): Promise<number> {
  const { page, context } = await browser.open();
  let bytes = 0;
  page.on("requestfinished", async (request) => {
    if (new URL(request.url()).pathname.startsWith("/gatehouse/")) return;
    bytes += (await request.sizes()).responseBodySize;
  });
  await page.goto(url, { waitUntil: "networkidle" });
  await context.close();
  return bytes;
}
