import type { ResourceRequest, ResourceResponse, ResourceStore, ResourceType } from "../../resource-manager/index.ts";
import { resourceNotFound } from "../../resource-manager/index.ts";
import { SERVER_FARM_TYPE, type Sites } from "../sites/sites.ts";
import type { PlanSku } from "./plan-skus.ts";
import { siteApiVersions } from "./site-type.ts";
import { renderSite } from "./site-view.ts";

/**
 * What is asked of a plan: the sites on it ("App Service Plans - List Web Apps"), the SKUs that it may change to
 * ("Get Server Farm Skus"), its capabilities and usages, of which a plan that limits nothing has none.
 */
export function serverFarmChildTypes(resources: ResourceStore, sites: Sites): readonly ResourceType[] {
  function findPlan({ target }: ResourceRequest) {
    const plan = resources.get(target.id.split("/").slice(0, 9).join("/"));
    if (plan === undefined) throw resourceNotFound(SERVER_FARM_TYPE, target.names[0] ?? "", target.resourceGroup);
    return plan;
  }

  const child = (segment: string, answer: (request: ResourceRequest) => unknown): ResourceType => ({
    type: `${SERVER_FARM_TYPE}/${segment}`,
    apiVersions: siteApiVersions,
    list: (request): ResourceResponse => ({ status: 200, body: answer(request) }),
  });

  return [
    child("sites", (request) => {
      const plan = findPlan(request);
      const value = sites.onServerFarm(plan.id).map((site) => renderSite(site, plan));
      return { value, nextLink: null, id: null };
    }),
    child("skus", (request) => {
      const { name, tier } = findPlan(request).sku as PlanSku;
      return { resourceType: SERVER_FARM_TYPE, skus: [{ name, tier }] };
    }),
    child("capabilities", (request) => {
      findPlan(request);
      return [];
    }),
    child("usages", (request) => {
      findPlan(request);
      return { value: [], nextLink: null, id: null };
    }),
  ];
}
