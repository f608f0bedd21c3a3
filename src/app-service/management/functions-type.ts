import { notFound, type ResourceRequest, type ResourceType } from "../../resource-manager/index.ts";
import type { FunctionApp, FunctionDescription } from "../lifecycle/function-app.ts";
import { type FunctionKeys, keysOn } from "../lifecycle/function-keys.ts";
import { hostNameOf, type Site } from "../sites/site.ts";
import type { Sites } from "../sites/sites.ts";
import { readKeyBody, renderKey } from "./key-document.ts";
import { findSite, siteApiVersions } from "./site-type.ts";

const TYPE = "Microsoft.Web/sites/functions";

type RunningApp = (site: Site) => Promise<FunctionApp | undefined>;

interface Found {
  readonly site: Site;
  readonly app: FunctionApp;
  readonly found: FunctionDescription;
}

/**
 * The functions of a site ("Web Apps - List Functions"). Azure asks the host for them too, so they are there while the
 * app runs.
 */
export function functionsType(sites: Sites, runningApp: RunningApp, keys: FunctionKeys): ResourceType {
  const find = (request: ResourceRequest) => findFunction(sites, runningApp, request);

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
      const { site, found } = await find(request);
      return { status: 200, body: render(site, found) };
    },
    actions: {
      async listkeys(request) {
        const { site, found } = await find(request);
        return { status: 200, body: keys.of(site.resource.name, [found.name]).functions[found.name] };
      },
      async listsecrets(request) {
        const { site, found } = await find(request);
        const { default: key = "" } = keys.of(site.resource.name, [found.name]).functions[found.name] ?? {};
        const url = invokeUrl(site, found);
        return { status: 200, body: { key, trigger_url: url === null ? null : `${url}?code=${key}` } };
      },
    },
  };
}

/** The keys of one function ("Web Apps - Create Or Update Function Secret"): 201 for a new one, 200 for a changed one. */
export function functionKeysType(sites: Sites, runningApp: RunningApp, keys: FunctionKeys): ResourceType {
  const type = `${TYPE}/keys`;
  return {
    type,
    apiVersions: siteApiVersions,
    async put(request) {
      const { site, app, found } = await findFunction(sites, runningApp, request);
      const ring = { ofFunction: found.name };
      const isNew = !Object.hasOwn(keysOn(keys.of(site.resource.name, [found.name]), ring), request.name);
      const after = keys.set(site.resource.name, ring, request.name, readKeyBody(request));
      app.setKeys(after);
      const id = `${site.resource.id}/functions/${found.name}/keys/${request.name}`;
      const value = keysOn(after, ring)[request.name] ?? "";
      return {
        status: isNew ? 201 : 200,
        body: renderKey({ id, type, name: request.name, value, site }),
      };
    },
    async delete(request) {
      const { site, app, found } = await findFunction(sites, runningApp, request);
      const after = keys.remove(site.resource.name, { ofFunction: found.name }, request.name);
      if (after === undefined) throw notFound(`The function ${found.name} has no key '${request.name}'.`);
      app.setKeys(after);
      return { status: 204 };
    },
  };
}

async function findFunction(sites: Sites, runningApp: RunningApp, request: ResourceRequest): Promise<Found> {
  const site = findSite(sites, request);
  const name = request.target.names[1] ?? "";
  const app = await runningApp(site);
  const found = app?.functions.find((known) => known.name.toLowerCase() === name.toLowerCase());
  if (app !== undefined && found !== undefined) return { site, app, found };
  throw notFound(`Function ${name} of site ${site.resource.name} was not found, or the function host is not running.`);
}

function invokeUrl(site: Site, { route }: FunctionDescription): string | null {
  return route === undefined ? null : `https://${hostNameOf(site)}/${route.toLowerCase()}`;
}

function render(site: Site, found: FunctionDescription): unknown {
  const { name, bindings, isDisabled } = found;
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
      invoke_url_template: invokeUrl(site, found),
      language: "node",
      isDisabled,
    },
  };
}
