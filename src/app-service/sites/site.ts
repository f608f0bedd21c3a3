import type { Resource } from "../../resource-manager/index.ts";

/** One app setting's or connection string's worth of what `PUT …/config/connectionstrings` takes. */
export interface ConnectionString {
  readonly value: string;
  /** `SQLAzure`, `Custom`, …: decides the prefix of the environment variable. */
  readonly type: string;
}

/**
 * The writable part of a site's `properties`, as Azure names it. Settings and connection strings are not in
 * `siteConfig`.
 */
export interface SiteProperties {
  readonly serverFarmId: string;
  readonly enabled: boolean;
  readonly httpsOnly: boolean;
  /** True for Linux. */
  readonly reserved: boolean;
  /** A user-assigned identity's resource id, or `SystemAssigned`. */
  readonly keyVaultReferenceIdentity: string;
  readonly siteConfig: Readonly<Record<string, unknown>>;
  /** The rest of what a PUT may carry (`clientCertMode`, `dailyMemoryTimeQuota`, …), kept as it came. */
  readonly others: Readonly<Record<string, unknown>>;
  /** `Stopped` after the `stop` action. */
  readonly state: "Running" | "Stopped";
  /** ISO 8601. */
  readonly lastModifiedTimeUtc: string;
}

/** Where a site's files come from. */
export type SiteContent =
  | {
      readonly kind: "deployment";
      /** Id of the deployment that wrote them; also the name of their folder. */
      readonly deploymentId: string;
    }
  | {
      readonly kind: "folder";
      readonly path: string;
      /** Counts how often the folder was deployed, so that deploying it again restarts the app. */
      readonly revision: number;
    };

/** App Service Authentication's settings in the form in which they were last written. */
export interface SiteAuthentication {
  readonly version: "v1" | "v2";
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What belongs to a site and is not part of its resource. Secrets lie here, so it never leaves as it is. */
export interface SiteState {
  readonly appSettings: Readonly<Record<string, string>>;
  readonly connectionStrings: Readonly<Record<string, ConnectionString>>;
  readonly authentication?: SiteAuthentication;
  readonly logs?: Readonly<Record<string, unknown>>;
  /** Notes of tools, such as `CURRENT_STACK`. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly slotConfigNames?: Readonly<Record<string, unknown>>;
  readonly azureStorageAccounts: Readonly<Record<string, unknown>>;
  /** Password of the publishing user `$site`. */
  readonly publishingPassword: string;
  /** True where the site takes the publishing user's password. */
  readonly basicPublishing: { readonly scm: boolean; readonly ftp: boolean };
  readonly content?: SiteContent;
  /** Counts the calls of the `restart` action. */
  readonly restarts: number;
}

/** A function app. */
export interface Site {
  readonly resource: Resource;
  readonly properties: SiteProperties;
  readonly state: SiteState;
}

/** The host name that the site answers under. */
export function hostNameOf(site: Site): string {
  return `${site.resource.name.toLowerCase()}.azurewebsites.net`;
}

/** The host name of the site's deployment service. */
export function scmHostNameOf(site: Site): string {
  return `${site.resource.name.toLowerCase()}.scm.azurewebsites.net`;
}

/**
 * An app setting by name; names differ by more than case, and `:` in a name is the same as `__` ("App settings
 * reference").
 */
export function settingOf(settings: Readonly<Record<string, string>>, name: string): string | undefined {
  const wanted = canonical(name);
  for (const [key, value] of Object.entries(settings)) {
    if (canonical(key) === wanted) return value;
  }
  return undefined;
}

function canonical(name: string): string {
  return name.replaceAll(":", "__").toLowerCase();
}
