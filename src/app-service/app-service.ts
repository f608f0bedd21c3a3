import type { TokenService } from "../entra/index.ts";
import type { ManagedIdentities } from "../managed-identity/index.ts";
import type { Clock, Log, OpenIdConfigurations, Outbound, Service, Store } from "../platform/index.ts";
import type { AccessControl, ResourceStore, ResourceType } from "../resource-manager/index.ts";
import type { StartFunctionApp } from "./lifecycle/function-app.ts";
import type { SiteLog } from "./lifecycle/site-log.ts";
import type { SiteLinks } from "./site-links.ts";

/** App Service for function apps: plans, sites, their configuration, deployment, authentication and processes. */
export interface AppService {
  /** The deployment service first: its host names fit the sites' pattern too. */
  readonly services: readonly Service[];
  readonly resourceTypes: readonly ResourceType[];
  /**
   * Starts the sites that have content. Call it once the cloud answers requests: apps fetch tokens and secrets as they
   * start.
   */
  start(): Promise<void>;
  /** Runs a site straight from a folder, or anew from the one it runs from already. Throws `DeploymentError`. */
  deployFolder(siteName: string, folder: string): Promise<void>;
  /** The recent lines of a site; undefined if there is no such site. */
  logs(siteName: string): SiteLog | undefined;
  status(): readonly SiteStatus[];
  /** What each site names in its settings: other parts of the system, and no secrets. */
  links(): readonly SiteLinks[];
  /** Resolves when the site's app takes requests. Throws `SiteNotRunning` if it doesn't start. */
  whenRunning(siteName: string): Promise<void>;
  /** Stops every app. */
  close(): Promise<void>;
}

/** How the app of a site does. */
export interface SiteStatus {
  readonly name: string;
  readonly hostName: string;
  readonly state: "running" | "starting" | "failed" | "empty" | "stopped";
  /** Why it failed; empty otherwise. */
  readonly reason: string;
  /** Names of its functions, while it runs. */
  readonly functions: readonly string[];
}

export interface AppServiceOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly outbound: Outbound;
  readonly resources: ResourceStore;
  readonly identities: Pick<ManagedIdentities, "applyIdentity" | "releaseIdentity" | "token" | "endpointSecret">;
  readonly openIdConfigurations: Pick<OpenIdConfigurations, "get">;
  /** Entra ID's host name; `login.microsoftonline.com` in Azure's public cloud. */
  readonly loginHost: string;
  readonly accessControl: Pick<AccessControl, "isAllowed">;
  /** For bearer tokens at the deployment service. */
  readonly tokens: Pick<TokenService, "verify">;
  /** Where the files of sites lie. Made when first needed. */
  readonly folder: string;
  readonly startFunctionApp: StartFunctionApp;
  /** Variables of the cloud itself for an app's process: proxy, certificate authority. */
  readonly childEnvironment: (site: { readonly id: string; readonly name: string }) => Readonly<Record<string, string>>;
  /** URL of the token endpoint for apps: `http://127.0.0.1:4280/msi/token`. */
  readonly identityEndpoint: () => string;
}
