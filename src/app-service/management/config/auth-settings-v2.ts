import { parseBody } from "../../../resource-manager/index.ts";
import { settingsOf } from "../../easy-auth/compile-configuration.ts";
import { refuseUnsupported, settingsV2Schema } from "../../easy-auth/settings-v2.ts";
import type { ConfigKind } from "./config-kind.ts";

/**
 * `config/authsettingsV2`. For a site whose settings were put in the first form it shows what they mean in this one.
 */
export const authSettingsV2: ConfigKind = {
  name: "authsettingsV2",
  shownBy: ["get", "list"],
  render(site) {
    const settings = settingsOf(site) ?? {};
    return {
      ...settings,
      platform: { enabled: false, runtimeVersion: "~1", ...settings.platform },
      globalValidation: { ...settings.globalValidation },
      identityProviders: { ...settings.identityProviders },
      login: {
        routes: {},
        preserveUrlFragmentsForLogins: false,
        cookieExpiration: { convention: "FixedTime", timeToExpiration: "08:00:00" },
        nonce: { validateNonce: true, nonceExpirationInterval: "00:05:00" },
        ...settings.login,
        tokenStore: { enabled: false, tokenRefreshExtensionHours: 72, ...settings.login?.tokenStore },
      },
      httpSettings: {
        requireHttps: true,
        routes: { apiPrefix: "/.auth" },
        forwardProxy: { convention: "NoProxy" },
        ...settings.httpSettings,
      },
    };
  },
  replace(site, properties) {
    const settings = parseBody(settingsV2Schema, properties);
    refuseUnsupported(site.resource.name, settings);
    return { ...site, state: { ...site.state, authentication: { version: "v2", properties: settings } } };
  },
};
