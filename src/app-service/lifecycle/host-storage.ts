import type { IdentitySelection } from "../../managed-identity/index.ts";
import { settingOf } from "../sites/site.ts";
import { StartRefused } from "./start-refused.ts";

/** Where the host keeps its locks, when it goes there with an identity. */
export interface HostStorage {
  /** Origin of the account's blob service. */
  readonly blobService: URL;
  /** `fndemo`, for messages. */
  readonly account: string;
  /** Which of the site's identities; undefined for the system-assigned one. */
  readonly identity: IdentitySelection | undefined;
}

/**
 * The identity-based form of `AzureWebJobsStorage` ("Azure Functions developer guide": connecting to host storage with
 * an identity); undefined when the settings have another form. Throws `StartRefused` for a blob service URI that can't
 * be used.
 */
export function hostStorage(site: string, settings: Readonly<Record<string, string>>): HostStorage | undefined {
  const setting = (name: string) => settingOf(settings, `AzureWebJobsStorage__${name}`) || undefined;
  const serviceUri = setting("blobServiceUri");
  const accountName = setting("accountName");
  const text = serviceUri ?? (accountName === undefined ? undefined : `https://${accountName}.blob.core.windows.net`);
  if (text === undefined) return undefined;
  if (!URL.canParse(text) || new URL(text).protocol !== "https:") {
    throw new StartRefused(
      "HOST_STORAGE_UNAVAILABLE",
      "on change",
      `The function app '${site}' isn't started: its host storage is at '${text}'; expected https://{account}.blob.core.windows.net.`,
    );
  }
  const blobService = new URL(text);
  return { blobService, account: blobService.hostname.split(".")[0] ?? "", identity: selection(setting) };
}

/**
 * Without a client id or resource id no identity is named, and the token endpoint falls back on the system-assigned
 * one.
 */
function selection(setting: (name: string) => string | undefined): IdentitySelection | undefined {
  const clientId = setting("clientId");
  if (clientId !== undefined) return { clientId };
  const resourceId = setting("managedIdentityResourceId");
  return resourceId === undefined ? undefined : { resourceId };
}
