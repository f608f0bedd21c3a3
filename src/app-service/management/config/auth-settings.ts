import { conflict, parseBody } from "../../../resource-manager/index.ts";
import { settingsOf } from "../../easy-auth/compile-configuration.ts";
import { settingsV1Schema, toSettingsV2 } from "../../easy-auth/settings-v1.ts";
import { refuseUnsupported } from "../../easy-auth/settings-v2.ts";
import type { Site } from "../../sites/site.ts";
import type { ConfigKind } from "./config-kind.ts";

/** What App Service shows of v1 settings that nobody gave. */
const DEFAULTS = {
  enabled: false,
  runtimeVersion: "~1",
  unauthenticatedClientAction: "RedirectToLoginPage",
  tokenStoreEnabled: null,
  allowedExternalRedirectUrls: null,
  defaultProvider: "AzureActiveDirectory",
  clientId: null,
  clientSecret: null,
  clientSecretSettingName: null,
  clientSecretCertificateThumbprint: null,
  issuer: null,
  allowedAudiences: null,
  additionalLoginParams: null,
  isAadAutoProvisioned: false,
  aadClaimsAuthorization: null,
  googleClientId: null,
  googleClientSecret: null,
  googleClientSecretSettingName: null,
  googleOAuthScopes: null,
  facebookAppId: null,
  facebookAppSecret: null,
  facebookAppSecretSettingName: null,
  facebookOAuthScopes: null,
  gitHubClientId: null,
  gitHubClientSecret: null,
  gitHubClientSecretSettingName: null,
  gitHubOAuthScopes: null,
  twitterConsumerKey: null,
  twitterConsumerSecret: null,
  twitterConsumerSecretSettingName: null,
  microsoftAccountClientId: null,
  microsoftAccountClientSecret: null,
  microsoftAccountClientSecretSettingName: null,
  microsoftAccountOAuthScopes: null,
};

/**
 * `config/authsettings`, the first form of the authentication settings. What was put comes back as it was put, except
 * that an empty text is the default, mostly null: azurerm sends `googleClientId: ""`, and would read an empty text as a
 * Google provider. The secret itself is shown by `list` only.
 */
export const authSettings: ConfigKind = {
  name: "authsettings",
  shownBy: ["get", "list"],
  render(site, secrets) {
    const shown = { ...DEFAULTS, ...written(site), configVersion: site.state.authentication?.version ?? "v1" };
    return secrets === "shown" ? shown : { ...shown, clientSecret: null };
  },
  replace(site, properties) {
    const settings = parseBody(settingsV1Schema, properties);
    if (site.state.authentication?.version === "v2") {
      throw conflict(
        `Cannot execute the request for site ${site.resource.name} because the site is running on auth version v2. Use authsettingsV2.`,
      );
    }
    refuseUnsupported(site.resource.name, toSettingsV2(site.resource.name, settings));
    return { ...site, state: { ...site.state, authentication: { version: "v1", properties: settings } } };
  },
};

/** What was given in the first form; of settings in the second form only this much can be said. */
function written(site: Site): Readonly<Record<string, unknown>> {
  const { authentication } = site.state;
  if (authentication?.version !== "v2") {
    const given = Object.entries(authentication?.properties ?? {});
    return Object.fromEntries(given.filter(([, value]) => value !== "" && value !== null));
  }
  const settings = settingsOf(site);
  const entra = settings?.identityProviders?.azureActiveDirectory;
  return {
    enabled: settings?.platform?.enabled ?? false,
    tokenStoreEnabled: settings?.login?.tokenStore?.enabled ?? false,
    clientId: entra?.registration?.clientId ?? null,
    clientSecretSettingName: entra?.registration?.clientSecretSettingName ?? null,
    issuer: entra?.registration?.openIdIssuer ?? null,
    allowedAudiences: entra?.validation?.allowedAudiences ?? null,
  };
}
