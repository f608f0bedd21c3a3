import {
  ArmError,
  badRequest,
  notFound,
  type ResourceRequest,
  type ResourceResponse,
  type ResourceType,
} from "../../resource-manager/index.ts";
import type { FunctionApp } from "../lifecycle/function-app.ts";
import { type FunctionAppKeys, type FunctionKeys, type KeyRing, keysOn } from "../lifecycle/function-keys.ts";
import type { Site } from "../sites/site.ts";
import type { Sites } from "../sites/sites.ts";
import { readKeyBody, renderKey } from "./key-document.ts";
import { findSite, siteApiVersions } from "./site-type.ts";

const TYPE = "Microsoft.Web/sites/host";

type RunningApp = (site: Site) => Promise<FunctionApp | undefined>;

/** Microsoft.Web/sites/host: keys of the Functions host, and the trigger sync that deployments end with. */
export function hostType(sites: Sites, runningApp: RunningApp, keys: FunctionKeys): ResourceType {
  // Triggers are in the app's own process here, so there is no scale controller that must hear of them.
  const inSync = (request: ResourceRequest): ResourceResponse => {
    findHost(sites, request);
    return { status: 204 };
  };
  return {
    type: TYPE,
    apiVersions: siteApiVersions,
    actions: {
      sync: inSync,
      listsyncstatus: inSync,
      async listkeys(request) {
        const site = findHost(sites, request);
        await requireHost(site, runningApp);
        const { masterKey, functionKeys, systemKeys } = keys.of(site.resource.name, []);
        return { status: 200, body: { masterKey, functionKeys, systemKeys } };
      },
    },
  };
}

/**
 * The host's keys one by one ("Web Apps - Create Or Update Host Secret"; az: `functionapp keys set`): 201 for a new one, 200 for a
 * changed one. The master key is one key, whatever it is called, and stays.
 */
export function hostKeyTypes(sites: Sites, runningApp: RunningApp, keys: FunctionKeys): readonly ResourceType[] {
  const ofRing = (ring: KeyRing & string): ResourceType => ({
    type: `${TYPE}/${ring.toLowerCase()}`,
    apiVersions: siteApiVersions,
    async put(request) {
      const site = findHost(sites, request);
      const app = await requireHost(site, runningApp);
      const isNew = !Object.hasOwn(keysOn(keys.of(site.resource.name, []), ring), request.name);
      const after = keys.set(site.resource.name, ring, request.name, readKeyBody(request));
      app.setKeys(after);
      return {
        status: isNew ? 201 : 200,
        body: document(site, ring, request.name, keysOn(after, ring)),
      };
    },
    async delete(request) {
      const site = findHost(sites, request);
      const app = await requireHost(site, runningApp);
      const after = keys.remove(site.resource.name, ring, request.name);
      if (after === undefined) throw notFound(`The host of ${site.resource.name} has no key '${request.name}'.`);
      app.setKeys(after);
      return { status: 204 };
    },
  });
  const master: ResourceType = {
    type: `${TYPE}/masterkey`,
    apiVersions: siteApiVersions,
    async put(request) {
      const site = findHost(sites, request);
      const app = await requireHost(site, runningApp);
      const after: FunctionAppKeys = keys.setMaster(site.resource.name, readKeyBody(request));
      app.setKeys(after);
      return { status: 200, body: document(site, "masterkey", request.name, { [request.name]: after.masterKey }) };
    },
    delete() {
      throw badRequest("Cannot delete System Key.");
    },
  };
  return [ofRing("functionKeys"), ofRing("systemKeys"), master];
}

function document(site: Site, kind: string, name: string, values: Readonly<Record<string, string>>): unknown {
  const id = `${site.resource.id}/host/default/${kind.toLowerCase()}/${name}`;
  return renderKey({ id, type: `${TYPE}/${kind.toLowerCase()}`, name, value: values[name] ?? "", site });
}

function findHost(sites: Sites, request: ResourceRequest): Site {
  const host = request.target.names[1] ?? "";
  if (host.toLowerCase() !== "default") throw notFound(`There is no host '${host}': expected 'default'.`);
  return findSite(sites, request);
}

/** Keys are the host's own business, in Azure too: without a host that runs there is nobody to ask. */
async function requireHost(site: Site, runningApp: RunningApp): Promise<FunctionApp> {
  const app = await runningApp(site);
  if (app !== undefined) return app;
  throw new ArmError(
    400,
    "BadRequest",
    `Encountered an error (ServiceUnavailable) from host runtime of ${site.resource.name}.`,
  );
}
