import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Less than a test has: the error says what was waited for. */
const TIMEOUT_MS = 10_000;

/** The system's Chromium; undefined where there is none, and the tests that need it are left out. */
export const chromiumPath: string | undefined = CHROMIUM.find((path) => existsSync(path));

export interface TestBrowser extends AsyncDisposable {
  /** A window of its own, with no cookies. What goes wrong in the page fails the test that asks `problems`. */
  open(options?: WindowOptions): Promise<TestWindow>;
}

export interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: "light" | "dark";
}

export interface TestWindow {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of scripts, and whatever the page's own policy refused. */
  readonly problems: readonly string[];
}

/** Starts the system's Chromium without a window. */
export async function startBrowser(): Promise<TestBrowser> {
  // A container has no namespaces to build Chromium's sandbox from; it shows only pages of this machine.
  const browser: Browser = await chromium.launch({
    ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
    args: ["--no-sandbox"],
  });
  return {
    async open({ width = 1280, height = 720, colorScheme = "light" } = {}) {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: "reduce" });
      context.setDefaultTimeout(TIMEOUT_MS);
      const page = await context.newPage();
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error" && /Content Security Policy/i.test(message.text()))
          problems.push(message.text());
      });
      return { page, context, problems };
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
    },
  };
}
