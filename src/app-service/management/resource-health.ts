import { notFound, type ResourceType } from "../../resource-manager/index.ts";
import type { Site } from "../sites/site.ts";
import type { Sites } from "../sites/sites.ts";
import { findSite, siteApiVersions } from "./site-type.ts";

const TYPE = "Microsoft.Web/sites/resourceHealthMetadata";

/** Whether Resource Health watches a site ("Resource Health Metadata - List By Site"): it doesn't, as there is none here. */
export function resourceHealthType(sites: Sites): ResourceType {
  return {
    type: TYPE,
    apiVersions: siteApiVersions,
    list: (request) => ({
      status: 200,
      body: { value: [render(findSite(sites, request))], nextLink: null, id: null },
    }),
    get(request) {
      const site = findSite(sites, request);
      if (request.name.toLowerCase() === "default") return { status: 200, body: render(site) };
      throw notFound(`Cannot find ResourceHealthMetadata with name ${request.name}: expected 'default'.`);
    },
  };
}

function render({ resource }: Site): unknown {
  return {
    id: `${resource.id}/resourceHealthMetadata/default`,
    name: "default",
    type: TYPE,
    properties: { category: "Shared", signalAvailability: false },
  };
}
