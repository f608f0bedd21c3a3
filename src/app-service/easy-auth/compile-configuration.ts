import { hostNameOf, type Site, settingOf } from "../sites/site.ts";
import type { EasyAuthConfiguration, EntraProvider, UnauthenticatedAction } from "./configuration.ts";
import { settingsV1Schema, toSettingsV2 } from "./settings-v1.ts";
import { type SettingsV2, settingsV2Schema } from "./settings-v2.ts";

/**
 * The site's authentication settings in their v2 form, whichever form they were written in; undefined if there are
 * none.
 */
export function settingsOf(site: Site): SettingsV2 | undefined {
  const { authentication } = site.state;
  if (authentication === undefined) return undefined;
  return authentication.version === "v2"
    ? settingsV2Schema.parse(authentication.properties)
    : toSettingsV2(site.resource.name, settingsV1Schema.parse(authentication.properties));
}

/** Compiles the site's authentication settings; undefined if authentication is off. */
export function compileConfiguration(site: Site): EasyAuthConfiguration | undefined {
  const settings = settingsOf(site);
  if (settings?.platform?.enabled !== true) return undefined;
  const setting = (name: string) => settingOf(site.state.appSettings, name) ?? "";
  const tokenStore = settings.login?.tokenStore?.enabled === true ? "on" : "off";
  const entra = settings.identityProviders?.azureActiveDirectory;
  const isChallengeOff =
    entra?.login?.disableWWWAuthenticate === true || isTrue(setting("WEBSITE_AUTH_DISABLE_WWWAUTHENTICATE"));
  const warmUpPath = setting("WEBSITE_WARMUP_PATH");
  return {
    hostName: hostNameOf(site),
    platform: site.properties.reserved ? "linux" : "windows",
    unauthenticatedAction: actionOf(settings),
    https: settings.httpSettings?.requireHttps === false ? "optional" : "required",
    apiPrefix: settings.httpSettings?.routes?.apiPrefix || "/.auth",
    excludedPaths: [...(settings.globalValidation?.excludedPaths ?? []), ...(warmUpPath === "" ? [] : [warmUpPath])],
    challenge: isChallengeOff ? "omitted" : "sent",
    tokenStore,
    // "For claims mapping to work, you must enable the Token store" ("Work with user identities in App Service
    // authentication").
    claimNames: tokenStore === "on" && settings.clearInboundClaimsMapping !== true ? "mapped" : "token",
    roleClaim:
      setting("WEBSITE_AUTH_USE_LEGACY_CLAIMS").toLowerCase() === "false"
        ? "http://schemas.microsoft.com/ws/2008/06/identity/claims/role"
        : "roles",
    provider: providerOf(settings, setting),
  };
}

function actionOf({ globalValidation }: SettingsV2): UnauthenticatedAction {
  if (globalValidation?.requireAuthentication === false) return "AllowAnonymous";
  const action = globalValidation?.unauthenticatedClientAction ?? "RedirectToLoginPage";
  if (action === "RejectWith401") return "Return401";
  return action === "RejectWith404" ? "Return404" : action;
}

function providerOf(settings: SettingsV2, setting: (name: string) => string): EntraProvider | undefined {
  const entra = settings.identityProviders?.azureActiveDirectory;
  const clientId = entra?.registration?.clientId ?? "";
  if (!entra || entra.enabled === false || clientId === "") return undefined;
  const { validation, registration } = entra;
  const policy = validation?.defaultAuthorizationPolicy;
  const isServicePrincipalRequired = isTrue(setting("WEBSITE_AUTH_AAD_REQUIRE_CLIENT_SERVICE_PRINCIPAL"));
  return {
    clientId,
    issuer: registration?.openIdIssuer ?? "",
    audiences: [clientId, ...(validation?.allowedAudiences ?? [])],
    allowedApplications: policy?.allowedApplications ?? [],
    allowedIdentities: policy?.allowedPrincipals?.identities ?? [],
    allowedGroups: policy?.allowedPrincipals?.groups ?? [],
    claimGroups: validation?.jwtClaimChecks?.allowedGroups ?? [],
    claimApplications: validation?.jwtClaimChecks?.allowedClientApplications ?? [],
    allowedTenants: setting("WEBSITE_AUTH_AAD_ALLOWED_TENANTS")
      .split(",")
      .map((id) => id.trim())
      .filter(Boolean),
    clientServicePrincipal: isServicePrincipalRequired ? "required" : "optional",
    hasClientSecret: Boolean(registration?.clientSecretSettingName || registration?.clientSecretCertificateThumbprint),
    loginParameters: entra.login?.loginParameters ?? [],
  };
}

function isTrue(text: string): boolean {
  return ["true", "1"].includes(text.toLowerCase());
}
