import { z } from "zod";
import { badRequest } from "../../resource-manager/index.ts";
import { type SettingsV2, settingsV2Schema } from "./settings-v2.ts";

const text = z.string().nullish();
const texts = z.array(z.string()).nullish();

/** `properties` of `config/authsettings` ("SiteAuthSettings"). */
export const settingsV1Schema = z.looseObject({
  enabled: z.boolean().nullish(),
  runtimeVersion: text,
  unauthenticatedClientAction: z.union([z.enum(["RedirectToLoginPage", "AllowAnonymous"]), z.literal("")]).nullish(),
  tokenStoreEnabled: z.boolean().nullish(),
  tokenRefreshExtensionHours: z.number().nullish(),
  allowedExternalRedirectUrls: texts,
  defaultProvider: text,
  clientId: text,
  clientSecret: text,
  clientSecretSettingName: text,
  issuer: text,
  allowedAudiences: texts,
  additionalLoginParams: texts,
  isAuthFromFile: text,
  authFilePath: text,
  aadClaimsAuthorization: text,
});
export type SettingsV1 = z.infer<typeof settingsV1Schema>;

const claimChecksSchema = z.object({
  allowed_groups: z.array(z.string()).optional(),
  allowed_client_applications: z.array(z.string()).optional(),
});

const OTHER_PROVIDERS = [
  "facebookAppId",
  "gitHubClientId",
  "googleClientId",
  "microsoftAccountClientId",
  "twitterConsumerKey",
];

/**
 * The v2 form of v1 settings ("Migrate to the V2 authentication settings"). An empty action is the enum's first value,
 * RedirectToLoginPage. Throws 400 for what the v2 form can't say here.
 */
export function toSettingsV2(site: string, v1: SettingsV1): SettingsV2 {
  for (const property of OTHER_PROVIDERS) {
    if (typeof v1[property] === "string" && v1[property] !== "") {
      throw badRequest(
        `Authentication of site '${site}' sets '${property}': Gatehouse has no other identity provider than Microsoft Entra ID.`,
        "AuthSettingNotSupported",
        `properties.${property}`,
      );
    }
  }
  const action = v1.unauthenticatedClientAction || "RedirectToLoginPage";
  return settingsV2Schema.parse({
    platform: {
      enabled: v1.enabled ?? false,
      runtimeVersion: v1.runtimeVersion || "~1",
      ...(v1.isAuthFromFile === "true" ? { configFilePath: v1.authFilePath ?? "auth.json" } : {}),
    },
    globalValidation: {
      requireAuthentication: action !== "AllowAnonymous",
      unauthenticatedClientAction: action,
    },
    identityProviders: {
      azureActiveDirectory: {
        enabled: true,
        registration: {
          openIdIssuer: v1.issuer ?? "",
          clientId: v1.clientId ?? "",
          // An inline secret has no setting to be named by; that one is configured is all that the v2 form must know.
          ...(v1.clientSecretSettingName || v1.clientSecret
            ? { clientSecretSettingName: v1.clientSecretSettingName || "clientSecret" }
            : {}),
        },
        login: { loginParameters: v1.additionalLoginParams ?? [], disableWWWAuthenticate: false },
        validation: {
          allowedAudiences: v1.allowedAudiences ?? [],
          jwtClaimChecks: claimChecks(site, v1.aadClaimsAuthorization),
        },
      },
    },
    login: {
      tokenStore: {
        enabled: v1.tokenStoreEnabled ?? false,
        tokenRefreshExtensionHours: v1.tokenRefreshExtensionHours ?? 72,
      },
      allowedExternalRedirectUrls: v1.allowedExternalRedirectUrls ?? [],
    },
    httpSettings: { requireHttps: true, routes: { apiPrefix: "/.auth" }, forwardProxy: { convention: "NoProxy" } },
  });
}

/** `aadClaimsAuthorization` is a JSON document in a string; one that can't be read must not mean "no checks". */
function claimChecks(site: string, text: string | null | undefined): unknown {
  if (!text) return {};
  try {
    const { allowed_groups, allowed_client_applications } = claimChecksSchema.parse(JSON.parse(text));
    return { allowedGroups: allowed_groups, allowedClientApplications: allowed_client_applications };
  } catch {
    throw badRequest(
      `aadClaimsAuthorization of site '${site}' can't be read. Expected a JSON object with 'allowed_groups' and 'allowed_client_applications', each a list of ids.`,
      "AuthSettingNotSupported",
      "properties.aadClaimsAuthorization",
    );
  }
}
