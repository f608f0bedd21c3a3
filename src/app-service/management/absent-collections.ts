import { badRequest, notFound, type ResourceType } from "../../resource-manager/index.ts";
import type { Sites } from "../sites/sites.ts";
import { findSite, siteApiVersions } from "./site-type.ts";

/** What a site may have in Azure and never has here, by the segment of its address. */
const ABSENT: Readonly<Record<string, string>> = {
  backups: "backups of sites",
  continuousWebJobs: "web jobs",
  domainOwnershipIdentifiers: "custom domains",
  hybridConnectionRelays: "hybrid connections",
  privateEndpointConnections: "private endpoints",
  publicCertificates: "certificates of sites",
  siteextensions: "site extensions",
  slots: "deployment slots",
  snapshots: "snapshots of sites",
  triggeredWebJobs: "web jobs",
  virtualNetworkConnections: "virtual networks",
  webjobs: "web jobs",
};

/** A list is truly empty and an item is not found; making one is refused by name. */
export function absentCollectionTypes(sites: Sites): readonly ResourceType[] {
  return Object.entries(ABSENT).map(([segment, what]): ResourceType => {
    const type = `Microsoft.Web/sites/${segment}`;
    return {
      type,
      apiVersions: siteApiVersions,
      list(request) {
        findSite(sites, request);
        return { status: 200, body: { value: [], nextLink: null, id: null } };
      },
      get(request) {
        const { resource } = findSite(sites, request);
        throw notFound(`Cannot find ${segment} with name ${request.name} of site ${resource.name}.`);
      },
      put(request) {
        const { resource } = findSite(sites, request);
        throw badRequest(
          `The site '${resource.name}' can't have '${request.name}' among its ${segment}: Gatehouse has no ${what}.`,
          "NotSupported",
        );
      },
    };
  });
}

/** Deleted sites of a subscription ("Deleted Web Apps - List"): none, as a deleted site is gone for good. */
export const deletedSitesType: ResourceType = {
  type: "Microsoft.Web/deletedSites",
  apiVersions: siteApiVersions,
  scope: "subscription",
  list: () => ({ status: 200, body: { value: [], nextLink: null, id: null } }),
};
