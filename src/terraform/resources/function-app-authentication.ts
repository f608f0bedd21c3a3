import type { BlockSchema, Config } from "../engine/resource-type.ts";
import { blockOf, flag, given, list, listOf, map, mapOf, number, text, textOf } from "./schema.ts";

/** `auth_settings`: the first version of App Service Authentication. */
export const authSettingsBlock: BlockSchema = {
  single: true,
  attributes: {
    enabled: flag({ required: true }),
    issuer: text(),
    default_provider: text(),
    unauthenticated_client_action: text(),
    token_store_enabled: flag({ default: false }),
    token_refresh_extension_hours: number({ default: 72 }),
    allowed_external_redirect_urls: list(),
    runtime_version: text(),
  },
  blocks: {
    active_directory: {
      single: true,
      attributes: {
        client_id: text({ required: true }),
        client_secret_setting_name: text(),
        client_secret: text({ sensitive: true }),
        allowed_audiences: list(),
      },
    },
  },
};

/** `auth_settings_v2`, with Entra ID as the provider. */
export const authSettingsV2Block: BlockSchema = {
  single: true,
  attributes: {
    auth_enabled: flag({ default: false }),
    require_authentication: flag(),
    unauthenticated_action: text({ default: "RedirectToLoginPage" }),
    default_provider: text(),
    excluded_paths: list(),
    require_https: flag({ default: true }),
    runtime_version: text({ default: "~1" }),
  },
  blocks: {
    active_directory_v2: {
      single: true,
      attributes: {
        client_id: text({ required: true }),
        tenant_auth_endpoint: text({ required: true }),
        client_secret_setting_name: text(),
        allowed_audiences: list(),
        allowed_applications: list(),
        allowed_groups: list(),
        allowed_identities: list(),
        jwt_allowed_groups: list(),
        jwt_allowed_client_applications: list(),
        login_parameters: map(),
        www_authentication_disabled: flag({ default: false }),
      },
    },
    login: {
      required: true,
      single: true,
      attributes: {
        token_store_enabled: flag({ default: false }),
        token_refresh_extension_time: number({ default: 72 }),
        preserve_url_fragments_for_logins: flag({ default: false }),
      },
    },
  },
};

/** Body of `config/authsettings`. */
export function authSettingsBody(settings: Config): unknown {
  const directory = blockOf(settings, "active_directory");
  return {
    properties: {
      enabled: settings.enabled,
      issuer: textOf(settings, "issuer"),
      runtimeVersion: textOf(settings, "runtime_version"),
      unauthenticatedClientAction: textOf(settings, "unauthenticated_client_action"),
      defaultProvider: textOf(settings, "default_provider"),
      tokenStoreEnabled: settings.token_store_enabled,
      tokenRefreshExtensionHours: settings.token_refresh_extension_hours,
      allowedExternalRedirectUrls: listOf(settings, "allowed_external_redirect_urls"),
      ...(directory === undefined
        ? {}
        : {
            clientId: directory.client_id,
            ...given("clientSecret", textOf(directory, "client_secret")),
            ...given("clientSecretSettingName", textOf(directory, "client_secret_setting_name")),
            allowedAudiences: listOf(directory, "allowed_audiences"),
          }),
    },
  };
}

/** Body of `config/authsettingsV2`. */
export function authSettingsV2Body(settings: Config): unknown {
  const directory = blockOf(settings, "active_directory_v2");
  const login = blockOf(settings, "login") ?? {};
  const identities = {
    groups: listOf(directory ?? {}, "allowed_groups"),
    identities: listOf(directory ?? {}, "allowed_identities"),
  };
  return {
    properties: {
      platform: { enabled: settings.auth_enabled, runtimeVersion: settings.runtime_version },
      globalValidation: {
        requireAuthentication: settings.require_authentication ?? false,
        unauthenticatedClientAction: settings.unauthenticated_action,
        excludedPaths: listOf(settings, "excluded_paths"),
        ...(textOf(settings, "default_provider") === "" ? {} : { redirectToProvider: settings.default_provider }),
      },
      httpSettings: {
        requireHttps: settings.require_https,
        routes: { apiPrefix: "/.auth" },
        forwardProxy: { convention: "NoProxy" },
      },
      login: {
        tokenStore: {
          enabled: login.token_store_enabled ?? false,
          tokenRefreshExtensionHours: login.token_refresh_extension_time ?? 72,
        },
        preserveUrlFragmentsForLogins: login.preserve_url_fragments_for_logins ?? false,
      },
      identityProviders:
        directory === undefined
          ? {}
          : {
              azureActiveDirectory: {
                enabled: true,
                registration: {
                  openIdIssuer: directory.tenant_auth_endpoint,
                  clientId: directory.client_id,
                  clientSecretSettingName: textOf(directory, "client_secret_setting_name"),
                },
                login: {
                  loginParameters: Object.entries(mapOf(directory, "login_parameters")).map(
                    ([name, value]) => `${name}=${String(value)}`,
                  ),
                  disableWWWAuthenticate: directory.www_authentication_disabled,
                },
                validation: {
                  allowedAudiences: listOf(directory, "allowed_audiences"),
                  jwtClaimChecks: {
                    allowedGroups: listOf(directory, "jwt_allowed_groups"),
                    allowedClientApplications: listOf(directory, "jwt_allowed_client_applications"),
                  },
                  defaultAuthorizationPolicy: {
                    allowedApplications: listOf(directory, "allowed_applications"),
                    allowedPrincipals: identities,
                  },
                },
              },
            },
    },
  };
}
