import { badRequest, notFound, type ResourceRequest, type ResourceType } from "../../resource-manager/index.ts";
import type { Site } from "../sites/site.ts";
import type { Sites } from "../sites/sites.ts";
import { findSite, siteApiVersions } from "./site-type.ts";

const TYPE = "Microsoft.Web/sites/networkConfig";

/** The subnet that a site is in ("Web Apps - Get Swift Virtual Network Connection"): none, and none can be set. */
export function networkConfigType(sites: Sites): ResourceType {
  function find(request: ResourceRequest): Site {
    if (request.name.toLowerCase() !== "virtualnetwork") {
      throw notFound(`Cannot find NetworkConfig with name ${request.name}: expected 'virtualNetwork'.`);
    }
    return findSite(sites, request);
  }

  return {
    type: TYPE,
    apiVersions: siteApiVersions,
    get(request) {
      const { resource } = find(request);
      const body = {
        id: `${resource.id}/networkConfig/virtualNetwork`,
        name: "virtualNetwork",
        type: TYPE,
        location: resource.location,
        properties: { subnetResourceId: null, swiftSupported: true },
      };
      return { status: 200, body };
    },
    put(request) {
      throw badRequest(
        `The site '${find(request).resource.name}' can't be put into a subnet: Gatehouse has no virtual networks.`,
        "VirtualNetworkNotSupported",
      );
    },
    delete(request) {
      find(request);
      return { status: 200 };
    },
  };
}
