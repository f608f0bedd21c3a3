import { ArmError, notFound, type ResourceRequest, type ResourceType } from "../../resource-manager/index.ts";
import type { FunctionApp } from "../lifecycle/function-app.ts";
import type { FunctionKeys } from "../lifecycle/function-keys.ts";
import type { Site } from "../sites/site.ts";
import type { Sites } from "../sites/sites.ts";
import { findSite, siteApiVersions } from "./site-type.ts";

/** Microsoft.Web/sites/host: keys of the Functions host, and the trigger sync that deployments end with. */
export function hostType(
  sites: Sites,
  runningApp: (site: Site) => Promise<FunctionApp | undefined>,
  keys: FunctionKeys,
): ResourceType {
  const findHost = (request: ResourceRequest): Site => {
    if (request.name.toLowerCase() !== "default")
      throw notFound(`There is no host '${request.name}': expected 'default'.`);
    return findSite(sites, request);
  };
  return {
    type: "Microsoft.Web/sites/host",
    apiVersions: siteApiVersions,
    actions: {
      // Triggers are in the app's own process here, so there is no scale controller that must hear of them.
      sync(request) {
        findHost(request);
        return { status: 204 };
      },
      async listkeys(request) {
        const site = findHost(request);
        const app = await runningApp(site);
        if (app === undefined) {
          throw new ArmError(
            400,
            "BadRequest",
            `Encountered an error (ServiceUnavailable) from host runtime of ${site.resource.name}.`,
          );
        }
        const { masterKey, functionKeys, systemKeys } = keys.of(site.resource.name, []);
        return { status: 200, body: { masterKey, functionKeys, systemKeys } };
      },
    },
  };
}
