import { settingsOf } from "./easy-auth/compile-configuration.ts";
import { parseKeyVaultReference } from "./settings/key-vault-reference.ts";
import { hostNameOf, type Site } from "./sites/site.ts";

/** What a site names in its settings. No values of settings. */
export interface SiteLinks {
  readonly siteId: string;
  readonly name: string;
  readonly hostName: string;
  /** Azure host names that its settings and connection strings name, as address, Key Vault reference or account name. */
  readonly hostNames: readonly string[];
  /** Client id of the registration that App Service Authentication takes tokens for; undefined where it is off. */
  readonly registration: string | undefined;
}

const ACCOUNT = /(?:^|;)AccountName=([a-z0-9]{3,24})(?:;|$)/i;

/** The links of a site. */
export function siteLinks(site: Site): SiteLinks {
  const { appSettings, connectionStrings } = site.state;
  const strings = Object.values(connectionStrings).map(({ value }) => ["", value] as const);
  const named = [...Object.entries(appSettings), ...strings].flatMap(([name, value]) => hostsOf(name, value));
  const authentication = settingsOf(site);
  const clientId = authentication?.identityProviders?.azureActiveDirectory?.registration?.clientId;
  return {
    siteId: site.resource.id,
    name: site.resource.name,
    hostName: hostNameOf(site),
    hostNames: [...new Set(named)],
    registration: authentication?.platform?.enabled === true && clientId ? clientId : undefined,
  };
}

function hostsOf(name: string, value: string): readonly string[] {
  const reference = parseKeyVaultReference(value);
  if (reference !== undefined) return [`${reference.vaultName}.vault.azure.net`];
  const account = name.endsWith("__accountName") ? value : ACCOUNT.exec(value)?.[1];
  if (account !== undefined) return [`${account.toLowerCase()}.blob.core.windows.net`];
  return /^https?:/i.test(value) && URL.canParse(value) ? [new URL(value).hostname] : [];
}
