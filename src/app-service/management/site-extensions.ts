import { badRequest, notFound, type ResourceType } from "../../resource-manager/index.ts";
import { scmHostNameOf } from "../sites/site.ts";
import type { Sites } from "../sites/sites.ts";
import { findSite, siteApiVersions } from "./site-type.ts";

/**
 * Microsoft.Web/sites/extensions: `MSDeploy`, `onedeploy` and `zipdeploy` have App Service fetch a package from an address that
 * Resource Manager is told ("Web Apps - Create MS Deploy Operation"). Gatehouse fetches no packages.
 */
export function siteExtensionsType(sites: Sites): ResourceType {
  return {
    type: "Microsoft.Web/sites/extensions",
    apiVersions: siteApiVersions,
    get(request) {
      const { resource } = findSite(sites, request);
      throw notFound(`There is no ${request.name} operation of the site ${resource.name}.`);
    },
    put(request) {
      const site = findSite(sites, request);
      throw badRequest(
        `The extension '${request.name}' of the site '${site.resource.name}' is not supported: Gatehouse fetches no packages. Send the zip itself to https://${scmHostNameOf(site)}/api/zipdeploy.`,
        "ExtensionNotSupported",
      );
    },
  };
}
