import { createHash } from "node:crypto";
import type { EasyAuthConfiguration } from "../easy-auth/configuration.ts";
import { hostNameOf, type Site } from "../sites/site.ts";
import type { ResolvedReference } from "./resolve-reference.ts";
import type { ResolvedSettings } from "./resolve-settings.ts";

export interface EnvironmentSources {
  readonly resolved: ResolvedSettings;
  /** Undefined if authentication is off. */
  readonly authentication: EasyAuthConfiguration | undefined;
  /** Tier of the plan: `Standard`, `Dynamic`, … */
  readonly sku: string;
  /** The site's own folder, `HOME` to the app. */
  readonly home: string;
  /** Id of the deployment whose files run. */
  readonly deploymentId: string;
  /** URL and secret of the token endpoint; undefined if the site has no identity. */
  readonly identity: { readonly endpoint: string; readonly secret: string } | undefined;
}

const CONNECTION_PREFIXES: Readonly<Record<string, string>> = {
  mysql: "MYSQLCONNSTR_",
  sqlserver: "SQLCONNSTR_",
  sqlazure: "SQLAZURECONNSTR_",
  postgresql: "POSTGRESQLCONNSTR_",
};

/**
 * The variables that App Service gives to an app ("Environment variables and app settings reference"). Settings come as
 * `N` and as `APPSETTING_N`; what the platform sets itself can't be overridden by a setting of that name.
 */
export function buildEnvironment(site: Site, sources: EnvironmentSources): Readonly<Record<string, string>> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(sources.resolved.settings)) {
    const plain = site.properties.reserved ? name.replaceAll(":", "__") : name;
    environment[plain] = value;
    environment[`APPSETTING_${plain}`] = value;
  }
  for (const [name, { type, value }] of Object.entries(site.state.connectionStrings)) {
    environment[`${CONNECTION_PREFIXES[type.toLowerCase()] ?? "CUSTOMCONNSTR_"}${name}`] = value;
  }
  return {
    ...environment,
    ...platformVariables(site, sources),
    ...identityVariables(sources),
    ...authVariables(sources),
  };
}

function platformVariables(
  site: Site,
  { sku, home, deploymentId, resolved }: EnvironmentSources,
): Readonly<Record<string, string>> {
  const { resource, properties } = site;
  const [, , subscription = "", , resourceGroup = ""] = resource.id.split("/");
  const region = resource.location ?? "";
  const webspace = `${resourceGroup}-${region.replaceAll(" ", "")}webspace${properties.reserved ? "-Linux" : ""}`;
  const { references } = resolved;
  return {
    HOME: home,
    WEBSITE_SITE_NAME: resource.name,
    WEBSITE_HOSTNAME: hostNameOf(site),
    WEBSITE_RESOURCE_GROUP: resourceGroup.toLowerCase(),
    WEBSITE_OWNER_NAME: `${subscription}+${webspace}`,
    WEBSITE_INSTANCE_ID: createHash("sha256").update(resource.id.toLowerCase()).digest("hex"),
    WEBSITE_SLOT_NAME: "Production",
    WEBSITE_DEPLOYMENT_ID: deploymentId,
    WEBSITE_SKU: sku,
    WEBSITE_COMPUTE_MODE: sku === "Dynamic" ? "Dynamic" : "Dedicated",
    REGION_NAME: region,
    ...(references.length === 0 ? {} : { WEBSITE_KEYVAULT_REFERENCES: JSON.stringify(referenceStatuses(references)) }),
  };
}

function referenceStatuses(references: readonly ResolvedReference[]): unknown {
  return Object.fromEntries(references.map(({ setting, text, status }) => [setting, { rawReference: text, status }]));
}

function identityVariables({ identity }: EnvironmentSources): Readonly<Record<string, string>> {
  if (identity === undefined) return {};
  const { endpoint, secret } = identity;
  return { IDENTITY_ENDPOINT: endpoint, IDENTITY_HEADER: secret, MSI_ENDPOINT: endpoint, MSI_SECRET: secret };
}

/** The host compares `WEBSITE_AUTH_ENABLED` with true, and only then reads the principal. */
function authVariables({ authentication }: EnvironmentSources): Readonly<Record<string, string>> {
  if (authentication === undefined) return { WEBSITE_AUTH_ENABLED: "False" };
  const { provider, tokenStore, unauthenticatedAction, apiPrefix } = authentication;
  return {
    WEBSITE_AUTH_ENABLED: "True",
    WEBSITE_AUTH_API_PREFIX: apiPrefix,
    WEBSITE_AUTH_TOKEN_STORE: tokenStore === "on" ? "True" : "False",
    WEBSITE_AUTH_UNAUTHENTICATED_ACTION: unauthenticatedAction,
    ...(provider === undefined
      ? {}
      : {
          WEBSITE_AUTH_CLIENT_ID: provider.clientId,
          WEBSITE_AUTH_OPENID_ISSUER: provider.issuer,
          WEBSITE_AUTH_ALLOWED_AUDIENCES: provider.audiences.slice(1).join(" "),
          ...(unauthenticatedAction === "RedirectToLoginPage"
            ? { WEBSITE_AUTH_DEFAULT_PROVIDER: "AzureActiveDirectory" }
            : {}),
        }),
  };
}
