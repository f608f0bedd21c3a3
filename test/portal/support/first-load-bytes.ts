import type { TestBrowser } from "./browser.ts";

/** Bytes over the wire for a browser that comes for the first time, until nothing more is fetched. */
export async function firstLoadBytes(browser: TestBrowser, url: string): Promise<number> {
  const { page, context } = await browser.open();
  const sizes: Promise<{ readonly responseBodySize: number }>[] = [];
  page.on("requestfinished", (request) => {
    if (!new URL(request.url()).pathname.startsWith("/gatehouse/")) sizes.push(request.sizes());
  });
  await page.goto(url, { waitUntil: "networkidle" });
  // A size is known some time after its request has finished: a window that is closed before loses it.
  const bytes = (await Promise.all(sizes)).reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
  await context.close();
  return bytes;
}
