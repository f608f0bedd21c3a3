import type { TestBrowser } from "../../test/portal/support/browser.ts";
import { type Frames, readFrames } from "./frames.ts";

/** A list of the portal, and how much of it is to be there before it is scrolled. */
export interface LongListPlace {
  readonly url: string;
  /** Name of the list's region. */
  readonly label: string;
  readonly length: number;
  /** How far it is moved in each frame. */
  readonly pixelsPerFrame: number;
}

export interface Scrolled extends Frames {
  /** The most that were in the page at once. */
  readonly mostRows: number;
}

const TIMEOUT_MS = 60_000;

/** Scrolls the list from its top to its end, a step each frame. Throws when it doesn't become as long as it should. */
export async function scrollList(browser: TestBrowser, place: LongListPlace): Promise<Scrolled> {
  const { page, context } = await browser.open();
  try {
    await page.goto(place.url);
    const list = page.getByRole("region", { name: place.label, exact: true });
    await list.locator(`li[aria-setsize="${place.length}"]`).first().waitFor({ timeout: TIMEOUT_MS });
    const { times, mostRows, isAtEnd } = await list.evaluate(scrollToEnd, place.pixelsPerFrame);
    if (!isAtEnd) throw new Error(`The list '${place.label}' didn't reach its end.`);
    return { ...readFrames(times), mostRows };
  } finally {
    await context.close();
  }
}

/** Runs in the page. */
async function scrollToEnd(frame: Element, pixelsPerFrame: number) {
  const times: number[] = [];
  let mostRows = 0;
  const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  const isAtEnd = () => frame.scrollTop + frame.clientHeight >= frame.scrollHeight - 1;
  // What came with the page is done with before anything is measured.
  for (let settling = 0; settling < 30; settling += 1) await nextFrame();
  for (;;) {
    times.push(await nextFrame());
    mostRows = Math.max(mostRows, frame.querySelectorAll("li").length);
    if (isAtEnd()) break;
    const before = frame.scrollTop;
    frame.scrollTop += pixelsPerFrame;
    if (frame.scrollTop === before) break;
  }
  return { times, mostRows, isAtEnd: isAtEnd() };
}
