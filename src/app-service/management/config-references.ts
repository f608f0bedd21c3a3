import { notFound, type ResourceRequest, type ResourceType } from "../../resource-manager/index.ts";
import { isKeyVaultReference, parseKeyVaultReference } from "../settings/key-vault-reference.ts";
import type { ResolvedReference } from "../settings/resolve-reference.ts";
import type { Site } from "../sites/site.ts";
import type { Sites } from "../sites/sites.ts";
import { findSite, siteApiVersions } from "./site-type.ts";

/** Ids are `{site}/config/configreferences/appsettings/{setting}`. */
const TYPE = "Microsoft.Web/sites/config/appsettings";

/**
 * How the Key Vault references of a site's app settings were resolved ("Get Config References AppSettings"). Never a
 * secret.
 */
export function configReferencesType(
  sites: Sites,
  resolved: (site: Site) => readonly ResolvedReference[],
): ResourceType {
  function all(request: ResourceRequest): readonly { readonly name: string; readonly body: unknown }[] {
    if (request.target.names[1]?.toLowerCase() !== "configreferences") {
      throw notFound(`Cannot find '${request.target.id}': references are under config/configreferences/appsettings.`);
    }
    const site = findSite(sites, request);
    return Object.entries(site.state.appSettings)
      .filter(([, value]) => isKeyVaultReference(value))
      .map(([name, value]) => ({ name, body: render(site, name, value, resolved(site)) }));
  }

  return {
    type: TYPE,
    apiVersions: siteApiVersions,
    list: (request) => ({
      status: 200,
      body: { value: all(request).map(({ body }) => body), nextLink: null, id: null },
    }),
    get(request) {
      const found = all(request).find(({ name }) => name.toLowerCase() === request.name.toLowerCase());
      if (found === undefined) throw notFound(`The app setting '${request.name}' is no Key Vault reference.`);
      return { status: 200, body: found.body };
    },
  };
}

/** A reference that no start has resolved yet is `Initialized`. */
function render(site: Site, setting: string, text: string, resolved: readonly ResolvedReference[]): unknown {
  const outcome = resolved.find((known) => known.setting === setting && known.text === text);
  const reference = parseKeyVaultReference(text);
  return {
    id: `${site.resource.id}/config/configreferences/appsettings/${setting}`,
    name: setting,
    type: "Microsoft.Web/sites/config/configreferences",
    location: site.resource.location,
    properties: {
      reference: text,
      status: outcome?.status ?? "Initialized",
      vaultName: reference?.vaultName ?? null,
      secretName: reference?.secretName ?? null,
      ...(reference?.secretVersion === undefined ? {} : { secretVersion: reference.secretVersion }),
      identityType: outcome?.identityType ?? "None",
      details: outcome?.details ?? "The app has not been started since the reference was set.",
      source: "KeyVault",
      location: "ApplicationSetting",
    },
  };
}
