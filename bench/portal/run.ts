import type { Page } from "playwright-core";
import { type Cloud, startCloud } from "../../src/cloud/index.ts";
import { startBrowser } from "../../test/portal/support/browser.ts";
import { firstLoadBytes } from "../../test/portal/support/first-load-bytes.ts";
import { putApi } from "../../test/portal/support/put-api.ts";

const REQUESTS = 10_000;
const OPERATIONS = 500;
const ROUNDS = 5;
const FIRST_LOAD_LIMIT_BYTES = 400 * 1024;
const FIRST_PAGE_LIMIT_MS = 1000;
/** A frame that takes longer is seen: three of sixty a second. */
const LATE_FRAME_MS = 50;
/** Pixels for each frame, as a wheel that is turned fast. */
const SCROLL_STEP = 600;

await using cloud = await startCloud({ offline: true });
await using browser = await startBrowser();
const service = await putApi(cloud, OPERATIONS);

console.log(
  `first load            ${((await firstLoadBytes(browser, cloud.url)) / 1024).toFixed(0)} KB compressed (at most ${FIRST_LOAD_LIMIT_BYTES / 1024})`,
);
console.log(
  `first page is there   ${(await firstPageMs()).toFixed(0)} ms, median of ${ROUNDS} (at most ${FIRST_PAGE_LIMIT_MS})`,
);
await sendRequests(cloud);
for (const [name, path, list] of [
  [`${REQUESTS} requests`, "/requests", "Requests"],
  [`${OPERATIONS} operations`, `${service}/apis/bench/design`, "Operations"],
] as const) {
  const { frames, late, longestMs, items } = await scroll(path, list);
  console.log(
    `${name.padEnd(21)} ${late} of ${frames} frames over ${LATE_FRAME_MS} ms while scrolling, the longest ${longestMs.toFixed(0)} ms; ${items} items in the page`,
  );
}

/** Until the overview's title is painted, in windows that have nothing cached. */
async function firstPageMs(): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { page, context } = await browser.open();
    await page.goto(cloud.url, { waitUntil: "commit" });
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    times.push(await page.evaluate(() => performance.now()));
    await context.close();
  }
  return times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
}

interface Scrolled {
  readonly frames: number;
  readonly late: number;
  readonly longestMs: number;
  /** Elements of the list in the page at the end. */
  readonly items: number;
}

/** Scrolls a list from its top to its end, a step each frame. */
async function scroll(path: string, list: string): Promise<Scrolled> {
  const { page, context } = await browser.open();
  await page.goto(`${cloud.url}${path}`);
  const region = page.getByRole("region", { name: list });
  await region.getByRole("listitem").first().waitFor();
  const gaps = await framesWhileScrolling(page, list);
  const items = await region.getByRole("listitem").count();
  await context.close();
  return {
    frames: gaps.length,
    late: gaps.filter((gap) => gap > LATE_FRAME_MS).length,
    longestMs: Math.max(...gaps),
    items,
  };
}

/** Milliseconds from frame to frame until the end is reached. */
function framesWhileScrolling(page: Page, list: string): Promise<readonly number[]> {
  return page.evaluate(
    ([label, step]) =>
      new Promise<number[]>((resolve) => {
        const frame = document.querySelector(`section[aria-label="${label}"]`);
        if (frame === null) throw new Error(`There is no ${label}.`);
        const gaps: number[] = [];
        let before: number | undefined;
        const next = (now: number): void => {
          if (before !== undefined) gaps.push(now - before);
          before = now;
          if (frame.scrollTop + frame.clientHeight >= frame.scrollHeight - 1) resolve(gaps);
          else {
            frame.scrollTop += step;
            requestAnimationFrame(next);
          }
        };
        requestAnimationFrame(next);
      }),
    [list, SCROLL_STEP] as const,
  );
}

async function sendRequests({ outbound }: Cloud): Promise<void> {
  const url = new URL("https://nobody.azure-api.net/");
  for (let sent = 0; sent < REQUESTS; sent += 250) {
    await Promise.all(Array.from({ length: 250 }, () => outbound.request({ method: "GET", url })));
  }
}
