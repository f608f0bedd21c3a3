import { compileConfiguration } from "./easy-auth/compile-configuration.ts";
import type { EntraProvider } from "./easy-auth/configuration.ts";
import { createEasyAuth } from "./easy-auth/easy-auth.ts";
import type { TokenValidation } from "./easy-auth/validate-token.ts";
import { hostNameOf, type Site } from "./sites/site.ts";

/** App Service Authentication of one site, as something that looks at tokens. */
export interface SiteTokenCheck {
  /** The site's id, `#` and `authsettingsV2`. */
  readonly id: string;
  /** For people. */
  readonly where: string;
  readonly resourceId: string;
  /** What it asks for, a line each. */
  readonly asks: readonly string[];
  readonly audiences: readonly string[];
  /** Runs the module itself on a request with the token. */
  run(token: string): Promise<{ readonly passes: boolean; readonly reason: string }>;
}

/** The check of a site whose authentication is on; none for another. */
export function siteTokenChecks(site: Site, validation: TokenValidation): readonly SiteTokenCheck[] {
  const configuration = compileConfiguration(site);
  if (configuration?.provider === undefined) return [];
  const { provider } = configuration;
  return [
    {
      id: `${site.resource.id}#authsettingsV2`,
      where: `Function app '${site.resource.name}', App Service Authentication`,
      resourceId: site.resource.id,
      asks: asksOf(provider),
      audiences: provider.audiences,
      async run(token) {
        const easyAuth = createEasyAuth(configuration, { ...validation, explain: () => undefined });
        const verdict = await easyAuth.judge({
          method: "GET",
          url: new URL(`https://${hostNameOf(site)}/`),
          scheme: "https",
          headers: { authorization: `Bearer ${token}` },
        });
        if (verdict.kind === "passed") return { passes: true, reason: "The token was accepted." };
        return { passes: false, reason: verdict.refusal?.message ?? `Answered with ${verdict.answer.status}.` };
      },
    },
  ];
}

function asksOf(provider: EntraProvider): readonly string[] {
  const any = (subject: string, values: readonly string[]) =>
    values.length === 0 ? [] : [`${subject} ${values.length === 1 ? "is" : "is one of"} ${values.join(", ")}`];
  return [
    ...any("issuer", [provider.issuer]),
    ...any("audience", provider.audiences),
    ...any("tenant", provider.allowedTenants),
    ...any("calling application", [...provider.allowedApplications, ...provider.claimApplications]),
    ...any("caller's object id", provider.allowedIdentities),
    ...any("group", [...provider.allowedGroups, ...provider.claimGroups]),
  ];
}
