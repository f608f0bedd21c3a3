import type { Clock } from "../../platform/index.ts";
import type { Site } from "../sites/site.ts";
import type { FunctionApp } from "./function-app.ts";
import type { SiteLog } from "./site-log.ts";
import { StartRefused } from "./start-refused.ts";

/** What the app of a site is doing. */
export type AppState =
  /** The site is disabled or was stopped. */
  | { readonly kind: "stopped" }
  /** Nothing has been deployed. */
  | { readonly kind: "empty" }
  | { readonly kind: "starting" }
  | { readonly kind: "running"; readonly app: FunctionApp }
  | { readonly kind: "failed"; readonly reason: string; readonly retry: StartRefused["retry"] };

/** Keeps the app of one site as the site is configured: at most one process, started anew when something changed. */
export interface SiteRunner {
  state(): AppState;
  /**
   * The site changed: what runs is stopped and, if the site allows it, started anew. Calls within one tick count once.
   */
  restart(): void;
  /** Resolves when the app neither starts nor waits to be started. */
  settled(): Promise<AppState>;
  /**
   * A request is there: starts a failed app again if that may help, and not more often than every few seconds; and one
   * that runs if what it was started with has aged.
   */
  wake(): void;
  /** Stops the app for good. */
  close(): Promise<void>;
}

export interface SiteRunnerOptions {
  /** The site as it is now; undefined once it was deleted. */
  readonly site: () => Site | undefined;
  /** Starts the app. Throws `StartRefused`, or what the functions host throws. */
  readonly start: (site: Site) => Promise<FunctionApp>;
  /** True if what the running app was started with must be fetched anew. */
  readonly isAged: () => boolean;
  readonly log: SiteLog;
  readonly clock: Clock;
}

/** Least time between two starts that requests cause. */
const RETRY_MS = 3_000;

export function createSiteRunner({ site: read, start, isAged, log, clock }: SiteRunnerOptions): SiteRunner {
  // Before the first start a request may cause one.
  let state: AppState = { kind: "failed", reason: "The app has not been started yet.", retry: "on request" };
  let wanted = 0;
  let work: Promise<void> | undefined;
  let lastTry = Number.NEGATIVE_INFINITY;
  let closed = false;

  async function settle(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    for (let done = -1; done !== wanted; ) {
      done = wanted;
      await stopApp();
      state = await nextState();
    }
    work = undefined;
  }

  async function nextState(): Promise<AppState> {
    const site = closed ? undefined : read();
    if (site === undefined || !site.properties.enabled || site.properties.state === "Stopped")
      return { kind: "stopped" };
    if (site.state.content === undefined) return { kind: "empty" };
    state = { kind: "starting" };
    lastTry = clock.now();
    try {
      const app = await start(site);
      watch(app);
      return { kind: "running", app };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.write("error", reason);
      // An app that fails by itself may do better the next time, as in Azure, where the platform keeps trying.
      return { kind: "failed", reason, retry: error instanceof StartRefused ? error.retry : "on request" };
    }
  }

  function watch(app: FunctionApp): void {
    void app.ended.then((reason) => {
      if (state.kind !== "running" || state.app !== app) return;
      log.write("error", reason);
      state = { kind: "failed", reason, retry: "on request" };
    });
  }

  async function stopApp(): Promise<void> {
    if (state.kind !== "running") return;
    const { app } = state;
    state = { kind: "starting" };
    try {
      await app.close();
    } catch (error) {
      log.write("error", `The app didn't stop as it should: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  function restart(): void {
    wanted += 1;
    work ??= settle();
  }

  return {
    state: () => (work === undefined ? state : { kind: "starting" }),
    restart,
    async settled() {
      while (work !== undefined) await work;
      return state;
    },
    wake() {
      if (work !== undefined || closed) return;
      if (state.kind === "running" && isAged()) restart();
      if (state.kind !== "failed" || state.retry !== "on request") return;
      if (Math.abs(clock.now() - lastTry) >= RETRY_MS) restart();
    },
    async close() {
      closed = true;
      restart();
      await work;
    },
  };
}
