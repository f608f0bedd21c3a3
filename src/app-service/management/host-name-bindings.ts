import { badRequest, notFound, type ResourceType } from "../../resource-manager/index.ts";
import { hostNameOf, type Site } from "../sites/site.ts";
import type { Sites } from "../sites/sites.ts";
import { findSite, siteApiVersions } from "./site-type.ts";

const TYPE = "Microsoft.Web/sites/hostNameBindings";

/** The host names of a site ("Web Apps - List Host Name Bindings"): its own one only, which can be neither made nor removed. */
export function hostNameBindingsType(sites: Sites): ResourceType {
  return {
    type: TYPE,
    apiVersions: siteApiVersions,
    list: (request) => ({
      status: 200,
      body: { value: [render(findSite(sites, request))], nextLink: null, id: null },
    }),
    get(request) {
      const site = findSite(sites, request);
      if (request.name.toLowerCase() === hostNameOf(site)) return { status: 200, body: render(site) };
      throw notFound(`Cannot find HostNameBinding with name ${request.name}.`);
    },
    put(request) {
      const site = findSite(sites, request);
      if (request.name.toLowerCase() === hostNameOf(site)) return { status: 200, body: render(site) };
      throw badRequest(
        `The host name '${request.name}' can't be bound to the site '${site.resource.name}': Gatehouse has no custom domains.`,
        "CustomDomainNotSupported",
      );
    },
    delete(request) {
      const site = findSite(sites, request);
      if (request.name.toLowerCase() !== hostNameOf(site)) return { status: 204 };
      throw badRequest(`The host name '${request.name}' is the site's own and can't be removed.`);
    },
  };
}

function render(site: Site): unknown {
  const { id, name, location } = site.resource;
  const host = hostNameOf(site);
  return {
    id: `${id}/hostNameBindings/${host}`,
    name: `${name}/${host}`,
    type: TYPE,
    location,
    properties: { siteName: name, domainId: null, hostNameType: "Verified", sslState: null, thumbprint: null },
  };
}
