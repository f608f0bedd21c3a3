import { z } from "zod";
import { badRequest } from "../../resource-manager/index.ts";

const texts = z.array(z.string()).nullish();
// Azure itself returns "false" in quotes for a boolean here.
const flag = z.union([z.boolean(), z.stringbool()]).nullish();

const entraSchema = z.looseObject({
  enabled: flag,
  registration: z
    .looseObject({
      openIdIssuer: z.string().nullish(),
      clientId: z.string().nullish(),
      clientSecretSettingName: z.string().nullish(),
      clientSecretCertificateThumbprint: z.string().nullish(),
    })
    .nullish(),
  login: z.looseObject({ loginParameters: texts, disableWWWAuthenticate: flag }).nullish(),
  validation: z
    .looseObject({
      jwtClaimChecks: z.looseObject({ allowedGroups: texts, allowedClientApplications: texts }).nullish(),
      allowedAudiences: texts,
      defaultAuthorizationPolicy: z
        .looseObject({
          allowedPrincipals: z.looseObject({ groups: texts, identities: texts }).nullish(),
          allowedApplications: texts,
        })
        .nullish(),
    })
    .nullish(),
});

/**
 * `properties` of `config/authsettingsV2` ("SiteAuthSettingsV2"): the parts that decide something are typed, the rest
 * is kept.
 */
export const settingsV2Schema = z.looseObject({
  platform: z
    .looseObject({ enabled: flag, runtimeVersion: z.string().nullish(), configFilePath: z.string().nullish() })
    .nullish(),
  globalValidation: z
    .looseObject({
      requireAuthentication: flag,
      unauthenticatedClientAction: z
        .enum([
          "RedirectToLoginPage",
          "AllowAnonymous",
          "Return401",
          "Return403",
          "Return404",
          "RejectWith401",
          "RejectWith404",
        ])
        .nullish(),
      redirectToProvider: z.string().nullish(),
      excludedPaths: texts,
    })
    .nullish(),
  identityProviders: z.looseObject({ azureActiveDirectory: entraSchema.nullish() }).nullish(),
  login: z.looseObject({ tokenStore: z.looseObject({ enabled: flag }).nullish() }).nullish(),
  httpSettings: z
    .looseObject({
      requireHttps: flag,
      routes: z.looseObject({ apiPrefix: z.string().nullish() }).nullish(),
      forwardProxy: z.looseObject({ convention: z.string().nullish() }).nullish(),
    })
    .nullish(),
  clearInboundClaimsMapping: flag,
});
export type SettingsV2 = z.infer<typeof settingsV2Schema>;

/** Throws 400 for settings that this module can't honour: another provider, a configuration file, a forward proxy. */
export function refuseUnsupported(site: string, settings: SettingsV2): void {
  const refuse = (found: string, instead: string) => {
    throw badRequest(
      `Authentication of site '${site}' ${found}, which Gatehouse doesn't do. ${instead}`,
      "AuthSettingNotSupported",
    );
  };
  const file = settings.platform?.configFilePath;
  if (file) refuse(`is configured by the file '${file}'`, "Put the settings into authsettingsV2.");
  const convention = settings.httpSettings?.forwardProxy?.convention;
  if (convention && convention !== "NoProxy")
    refuse(`has the forward proxy convention '${convention}'`, "Use 'NoProxy'.");
  for (const [name, provider] of Object.entries(settings.identityProviders ?? {})) {
    if (name !== "azureActiveDirectory" && isRegistered(provider)) {
      refuse(`uses the identity provider '${name}'`, "Use 'azureActiveDirectory'.");
    }
  }
}

/**
 * True if a provider's registration has a value. Azure returns every provider as enabled, with an empty registration.
 */
function isRegistered(provider: unknown): boolean {
  if (typeof provider === "string") return provider !== "";
  if (typeof provider !== "object" || provider === null) return false;
  return Object.entries(provider).some(
    ([key, value]) => key !== "enabled" && typeof value !== "boolean" && isRegistered(value),
  );
}
