import { badRequest, notFound, type ResourceType } from "../../resource-manager/index.ts";
import type { Sites } from "../sites/sites.ts";
import { findSite, siteApiVersions } from "./site-type.ts";

const TYPE = "Microsoft.Web/sites/premieraddons";

/** Add-ons of third parties ("Web Apps - List Premier Add Ons"): one document instead of a list, and no add-on in it. */
export function premierAddOnsType(sites: Sites): ResourceType {
  return {
    type: TYPE,
    apiVersions: siteApiVersions,
    list(request) {
      const { id, name, location } = findSite(sites, request).resource;
      return { status: 200, body: { id: `${id}/premieraddons`, name, type: TYPE, location, tags: {}, properties: {} } };
    },
    get(request) {
      findSite(sites, request);
      throw notFound(`Cannot find PremierAddOn with name ${request.name}.`);
    },
    put(request) {
      const { resource } = findSite(sites, request);
      throw badRequest(
        `The add-on '${request.name}' can't be added to the site '${resource.name}': Gatehouse sells none.`,
        "NotSupported",
      );
    },
  };
}
