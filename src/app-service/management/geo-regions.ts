import type { ResourceType } from "../../resource-manager/index.ts";
import { siteApiVersions } from "./site-type.ts";

const TYPE = "Microsoft.Web/geoRegions";

/** The regions that Resource Manager lists for the subscription. */
const REGIONS = [
  "UK South",
  "UK West",
  "West Europe",
  "North Europe",
  "East US",
  "East US 2",
  "West US 2",
  "West US 3",
  "Southeast Asia",
  "Australia East",
] as const;

/** The regions that plans can be made in ("List Geo Regions"; az: `appservice list-locations`). Every SKU is in all of them. */
export const geoRegionsType: ResourceType = {
  type: TYPE,
  apiVersions: siteApiVersions,
  scope: "subscription",
  list({ target }) {
    const value = REGIONS.map((name) => ({
      id: `/subscriptions/${target.subscriptionId}/providers/${TYPE}/${name}`,
      name,
      type: TYPE,
      properties: { name, description: name, displayName: name, orgDomain: null },
    }));
    return { status: 200, body: { value, nextLink: null, id: null } };
  },
};
