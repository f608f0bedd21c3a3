import {
  badRequest,
  notFound,
  type ResourceResponse,
  type ResourceType,
  resourceNotFound,
} from "../../resource-manager/index.ts";
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

const CERTIFICATES = "Microsoft.Web/certificates";

const EMPTY = { value: [], nextLink: null, id: null };

/** Lists that the specification has without an envelope (App Service REST: "Web Apps - List Vnet Connections"; az needs it so). */
const BARE: readonly string[] = ["virtualNetworkConnections"];

/** A list is truly empty and an item is not found; making one is refused by name. */
export function absentCollectionTypes(sites: Sites): readonly ResourceType[] {
  return Object.entries(ABSENT).map(([segment, what]): ResourceType => {
    const type = `Microsoft.Web/sites/${segment}`;
    return {
      type,
      apiVersions: siteApiVersions,
      list(request) {
        findSite(sites, request);
        return { status: 200, body: BARE.includes(segment) ? [] : EMPTY };
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

/**
 * What a subscription may have and never has here: deleted sites, as one that is deleted is gone for good ("Deleted Web Apps - List",
 * and by location), and certificates.
 */
export const absentTypes: readonly ResourceType[] = [
  { type: "Microsoft.Web/deletedSites", apiVersions: siteApiVersions, scope: "subscription", list: listNone },
  { type: "Microsoft.Web/locations/deletedSites", apiVersions: siteApiVersions, scope: "subscription", list: listNone },
  {
    type: CERTIFICATES,
    apiVersions: siteApiVersions,
    list: listNone,
    get({ name, target }) {
      throw resourceNotFound(CERTIFICATES, name, target.resourceGroup);
    },
    put({ name }) {
      throw badRequest(`The certificate '${name}' can't be kept: Gatehouse has no custom domains.`, "NotSupported");
    },
  },
];

function listNone(): ResourceResponse {
  return { status: 200, body: EMPTY };
}
