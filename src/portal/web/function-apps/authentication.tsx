import { Link } from "react-router";
import { useFunctionAppPlace, useSiteResource } from "../azure/function-apps.ts";
import type { ArmResource } from "../azure/resource-manager.ts";
import { Facts } from "../parts/facts.tsx";
import { Loaded } from "../parts/loaded.tsx";

/** What this page reads of `authsettingsV2`; all of it may be absent. */
type AuthSettings = ArmResource<{
  readonly platform?: { readonly enabled?: boolean };
  readonly globalValidation?: {
    readonly requireAuthentication?: boolean;
    readonly unauthenticatedClientAction?: string;
    readonly excludedPaths?: readonly string[];
  };
  readonly identityProviders?: {
    readonly azureActiveDirectory?: {
      readonly registration?: { readonly clientId?: string; readonly openIdIssuer?: string };
      readonly validation?: {
        readonly allowedAudiences?: readonly string[];
        readonly defaultAuthorizationPolicy?: {
          readonly allowedApplications?: readonly string[];
          readonly allowedPrincipals?: { readonly groups?: readonly string[]; readonly identities?: readonly string[] };
        };
      };
    };
  };
  readonly login?: { readonly tokenStore?: { readonly enabled?: boolean } };
}>;

const ACTIONS: Readonly<Record<string, string>> = {
  RedirectToLoginPage: "are sent to the sign-in page",
  Return401: "get a 401",
  Return403: "get a 403",
  Return404: "get a 404",
  AllowAnonymous: "are let through, without a principal",
};

/** App Service Authentication of the site, in words. */
export function Authentication() {
  const { isReady, siteId } = useFunctionAppPlace();
  const settings = useSiteResource<AuthSettings>(`${siteId}/config/authsettingsV2`, isReady);
  return (
    <Loaded query={settings} what="authentication settings">
      {({ properties }) => {
        const { platform, globalValidation, identityProviders, login } = properties;
        if (platform?.enabled !== true) {
          return (
            <p>
              App Service Authentication is off: every request reaches the app, and the app has to check who sends it.
            </p>
          );
        }
        const { registration, validation } = identityProviders?.azureActiveDirectory ?? {};
        const policy = validation?.defaultAuthorizationPolicy;
        const clientId = registration?.clientId ?? "";
        const action =
          globalValidation?.requireAuthentication === false
            ? "AllowAnonymous"
            : (globalValidation?.unauthenticatedClientAction ?? "RedirectToLoginPage");
        return (
          <>
            <p>
              App Service Authentication is on. Requests without a token{" "}
              {ACTIONS[action] ?? `are answered by ${action}`}.
            </p>
            <Facts
              facts={[
                [
                  "Registration",
                  clientId === "" ? (
                    "none, so no token can be good"
                  ) : (
                    <Link key="registration" to={`/identity/applications/${encodeURIComponent(clientId)}`}>
                      {clientId}
                    </Link>
                  ),
                ],
                ["Issuer", registration?.openIdIssuer ?? "any"],
                [
                  "Allowed audiences",
                  listed([clientId, ...(validation?.allowedAudiences ?? [])].filter(Boolean), "none"),
                ],
                ["Allowed applications", listed(policy?.allowedApplications, "any")],
                ["Allowed identities", listed(policy?.allowedPrincipals?.identities, "any")],
                ["Allowed groups", listed(policy?.allowedPrincipals?.groups, "any")],
                ["Paths without authentication", listed(globalValidation?.excludedPaths, "none")],
                ["Token store", login?.tokenStore?.enabled === true ? "on" : "off"],
              ]}
            />
          </>
        );
      }}
    </Loaded>
  );
}

function listed(values: readonly string[] | undefined, none: string): string {
  return values === undefined || values.length === 0 ? none : values.join(", ");
}
