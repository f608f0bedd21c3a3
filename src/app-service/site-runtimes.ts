import type { Clock } from "../platform/index.ts";
import type { Deployer } from "./deployment/deployer.ts";
import type { TokenValidation } from "./easy-auth/validate-token.ts";
import { compileFront, type SiteFront } from "./front/site-front.ts";
import type { FunctionApp } from "./lifecycle/function-app.ts";
import { createSiteLog, type SiteLog } from "./lifecycle/site-log.ts";
import { createSiteRunner, type SiteRunner } from "./lifecycle/site-runner.ts";
import { startRelevant } from "./lifecycle/start-relevant.ts";
import type { ResolvedReference } from "./settings/resolve-reference.ts";
import type { Site } from "./sites/site.ts";
import type { Sites } from "./sites/sites.ts";

/** What of a site lives in memory only. */
export interface SiteRuntime {
  readonly log: SiteLog;
  readonly runner: SiteRunner;
  /** What the front end reads; replaced when the site changes. */
  front: SiteFront;
  /** How the last start resolved the site's references, and when (milliseconds). */
  references: { readonly at: number; readonly resolved: readonly ResolvedReference[] };
  /** `startRelevant` of the site when its runner was last told. */
  startedAs: string;
}

/** The runtimes of all sites, kept as the sites are. */
export interface SiteRuntimes {
  /** Ignores case. */
  find(siteName: string): SiteRuntime | undefined;
  entries(): IterableIterator<[name: string, runtime: SiteRuntime]>;
  /** Stops every app. */
  close(): Promise<void>;
}

export interface SiteRuntimesOptions {
  readonly sites: Sites;
  readonly deployer: Deployer;
  readonly clock: Clock;
  readonly validation: TokenValidation;
  readonly start: (site: Site, runtime: SiteRuntime) => Promise<FunctionApp>;
}

/**
 * References without a version are fetched anew "every 24 hours" ("Use Key Vault references as app settings":
 * rotation).
 */
const REFERENCES_AGE_MS = 24 * 60 * 60 * 1000;

function haveAged({ at, resolved }: SiteRuntime["references"], clock: Clock): boolean {
  const isVersioned = ({ reference }: ResolvedReference) => reference?.secretVersion !== undefined;
  return clock.now() - at >= REFERENCES_AGE_MS && resolved.some((outcome) => !isVersioned(outcome));
}

export function createSiteRuntimes({ sites, deployer, clock, validation, start }: SiteRuntimesOptions): SiteRuntimes {
  const runtimes = new Map<string, SiteRuntime>();
  /** Apps of deleted sites that are still stopping, by site name. */
  const departing = new Map<string, Promise<void>>();

  function create(site: Site): SiteRuntime {
    const { name } = site.resource;
    const log = createSiteLog(clock);
    const runner = createSiteRunner({
      site: () => sites.byName(name),
      async start(current) {
        // The name may have been another site's a moment ago.
        await departing.get(name.toLowerCase());
        return start(current, runtime);
      },
      isAged: () => haveAged(runtime.references, clock),
      log,
      clock,
    });
    const runtime: SiteRuntime = {
      log,
      runner,
      front: compileFront(site, runner, log, validation),
      references: { at: 0, resolved: [] },
      startedAs: "",
    };
    runtimes.set(name.toLowerCase(), runtime);
    return runtime;
  }

  function update(name: string): void {
    const site = sites.byName(name);
    if (site === undefined) return;
    const runtime = runtimes.get(name) ?? create(site);
    runtime.front = compileFront(site, runtime.runner, runtime.log, validation);
    const now = startRelevant(site);
    if (now === runtime.startedAs) return;
    runtime.startedAs = now;
    runtime.runner.restart();
  }

  function remove(name: string): void {
    const removeFiles = deployer.forget(name);
    const stopped = runtimes.get(name)?.runner.close() ?? Promise.resolve();
    const before = departing.get(name);
    const end = Promise.all([before, stopped.then(removeFiles)])
      .then(
        () => undefined,
        // Files that can't be deleted now are deleted when Gatehouse starts the next time.
        () => undefined,
      )
      .finally(() => {
        if (departing.get(name) === end) departing.delete(name);
      });
    departing.set(name, end);
    runtimes.delete(name);
  }

  for (const site of sites.all()) create(site).startedAs = startRelevant(site);
  sites.watch(({ kind, name }) => (kind === "saved" ? update(name) : remove(name)));

  return {
    find: (siteName) => runtimes.get(siteName.toLowerCase()),
    entries: () => runtimes.entries(),
    async close() {
      await Promise.all([...[...runtimes.values()].map(({ runner }) => runner.close()), ...departing.values()]);
    },
  };
}
