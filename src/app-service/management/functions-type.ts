import { notFound, type ResourceRequest, type ResourceType } from "../../resource-manager/index.ts";
import type { FunctionApp, FunctionDescription } from "../lifecycle/function-app.ts";
import type { FunctionKeys } from "../lifecycle/function-keys.ts";
import { hostNameOf, type Site } from "../sites/site.ts";
import type { Sites } from "../sites/sites.ts";
import { findSite, siteApiVersions } from "./site-type.ts";

const TYPE = "Microsoft.Web/sites/functions";

/**
 * The functions of a site ("Web Apps - List Functions"). Azure asks the host for them too, so they are there while the
 * app runs.
 */
export function functionsType(
  sites: Sites,
  runningApp: (site: Site) => Promise<FunctionApp | undefined>,
  keys: FunctionKeys,
): ResourceType {
  async function find(request: ResourceRequest): Promise<readonly [Site, FunctionDescription]> {
    const site = findSite(sites, request);
    const app = await runningApp(site);
    const found = app?.functions.find(({ name }) => name.toLowerCase() === request.name.toLowerCase());
    if (found === undefined) {
      throw notFound(
        `Function ${request.name} of site ${site.resource.name} was not found, or the function host is not running.`,
      );
    }
    return [site, found];
  }

  return {
    type: TYPE,
    apiVersions: siteApiVersions,
    async list(request) {
      const site = findSite(sites, request);
      const app = await runningApp(site);
      return {
        status: 200,
        body: { value: (app?.functions ?? []).map((found) => render(site, found)), nextLink: null, id: null },
      };
    },
    async get(request) {
      const [site, found] = await find(request);
      return { status: 200, body: render(site, found) };
    },
    actions: {
      async listkeys(request) {
        const [site, { name }] = await find(request);
        return { status: 200, body: keys.of(site.resource.name, [name]).functions[name] };
      },
    },
  };
}

function render(site: Site, { name, bindings, isDisabled, route }: FunctionDescription): unknown {
  const base = `https://${hostNameOf(site)}`;
  return {
    id: `${site.resource.id}/functions/${name}`,
    name: `${site.resource.name}/${name}`,
    type: TYPE,
    location: site.resource.location,
    properties: {
      name,
      function_app_id: null,
      script_root_path_href: `${base}/admin/vfs/site/wwwroot/${name}/`,
      href: `${base}/admin/functions/${name}`,
      config: { name, language: "node", bindings },
      files: null,
      test_data: "",
      invoke_url_template: route === undefined ? null : `${base}/${route.toLowerCase()}`,
      language: "node",
      isDisabled,
    },
  };
}
