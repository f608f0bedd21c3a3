import { compileConfiguration } from "../easy-auth/compile-configuration.ts";
import { createEasyAuth, type EasyAuth } from "../easy-auth/easy-auth.ts";
import type { TokenValidation } from "../easy-auth/validate-token.ts";
import type { SiteLog } from "../lifecycle/site-log.ts";
import type { SiteRunner } from "../lifecycle/site-runner.ts";
import type { Site } from "../sites/site.ts";
import { type CorsPolicy, compileCors } from "./cors.ts";

/** What the front end reads of a site for each request; made anew when the site changes, and swapped in whole. */
export interface SiteFront {
  readonly availability: "enabled" | "disabled";
  readonly https: "required" | "optional";
  readonly cors: CorsPolicy | undefined;
  /** Undefined if authentication is off. */
  readonly easyAuth: EasyAuth | undefined;
  readonly runner: SiteRunner;
}

export function compileFront(site: Site, runner: SiteRunner, log: SiteLog, validation: TokenValidation): SiteFront {
  const { enabled, state, httpsOnly } = site.properties;
  const configuration = compileConfiguration(site);
  return {
    availability: enabled && state === "Running" ? "enabled" : "disabled",
    https: httpsOnly ? "required" : "optional",
    cors: compileCors(site),
    easyAuth:
      configuration === undefined
        ? undefined
        : createEasyAuth(configuration, { ...validation, explain: (message) => log.write("warning", message) }),
    runner,
  };
}
