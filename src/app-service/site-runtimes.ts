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
  /** How the last start resolved the site's references. */
  references: readonly ResolvedReference[];
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

export function createSiteRuntimes({ sites, deployer, clock, validation, start }: SiteRuntimesOptions): SiteRuntimes {
  const runtimes = new Map<string, SiteRuntime>();
  const departing = new Set<Promise<void>>();

  function create(site: Site): SiteRuntime {
    const { name } = site.resource;
    const log = createSiteLog(clock);
    const runner = createSiteRunner({
      site: () => sites.byName(name),
      start: (current) => start(current, runtime),
      log,
      clock,
    });
    const runtime: SiteRuntime = {
      log,
      runner,
      front: compileFront(site, runner, log, validation),
      references: [],
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
    const end = (runtimes.get(name)?.runner.close() ?? Promise.resolve())
      .then(removeFiles)
      .finally(() => departing.delete(end));
    departing.add(end);
    runtimes.delete(name);
  }

  for (const site of sites.all()) create(site).startedAs = startRelevant(site);
  sites.watch(({ kind, name }) => (kind === "saved" ? update(name) : remove(name)));

  return {
    find: (siteName) => runtimes.get(siteName.toLowerCase()),
    entries: () => runtimes.entries(),
    async close() {
      await Promise.all([...[...runtimes.values()].map(({ runner }) => runner.close()), ...departing]);
    },
  };
}
