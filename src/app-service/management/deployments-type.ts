import { notFound, type ResourceType } from "../../resource-manager/index.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { renderDeployment } from "../deployment/deployment-view.ts";
import type { Deployments } from "../deployment/deployments.ts";
import type { Site } from "../sites/site.ts";
import type { Sites } from "../sites/sites.ts";
import { findSite, siteApiVersions } from "./site-type.ts";

const TYPE = "Microsoft.Web/sites/deployments";

/** A site's deployments as Resource Manager tells them ("Web Apps - List Deployments"): the deployment service's own words. */
export function deploymentsType(sites: Sites, deployments: Deployments): ResourceType {
  return {
    type: TYPE,
    apiVersions: siteApiVersions,
    list(request) {
      const site = findSite(sites, request);
      const value = deployments.of(site.resource.name).map((found) => render(site, found));
      return { status: 200, body: { value, nextLink: null, id: null } };
    },
    get(request) {
      const site = findSite(sites, request);
      const found = deployments.find(site.resource.name, request.name);
      if (found === undefined) throw notFound(`Cannot find deployment with name ${request.name}.`);
      return { status: 200, body: render(site, found) };
    },
  };
}

function render(site: Site, deployment: Deployment): unknown {
  const { id, name, location } = site.resource;
  return {
    id: `${id}/deployments/${deployment.id}`,
    name: `${name}/${deployment.id}`,
    type: TYPE,
    location,
    properties: renderDeployment(site, deployment),
  };
}
