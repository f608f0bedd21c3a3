import {
  badRequest,
  type ResourceRequest,
  type ResourceResponse,
  type ResourceType,
} from "../../resource-manager/index.ts";
import { siteApiVersions } from "./site-type.ts";

const TYPE = "Microsoft.Web/functionAppStacks";
const VERSIONS = ["18", "20", "22", "24"] as const;
const DEFAULT_VERSION = "22";
const OPERATING_SYSTEMS = ["Windows", "Linux"] as const;

type OperatingSystem = (typeof OPERATING_SYSTEMS)[number];

/**
 * The runtimes that a function app can be made for ("Provider - Get Function App Stacks", and the same for a location):
 * `az functionapp create` looks here first. Only Node.js is listed, because nothing else runs here. Web apps don't run here, so there
 * is no stack for them.
 */
export const stackTypes: readonly ResourceType[] = [
  stacks(TYPE, listFunctionAppStacks),
  stacks("Microsoft.Web/locations/functionAppStacks", listFunctionAppStacks),
  stacks("Microsoft.Web/webAppStacks", () => []),
  stacks("Microsoft.Web/locations/webAppStacks", () => []),
  stacks("Microsoft.Web/availableStacks", () => []),
];

function stacks(type: string, find: (request: ResourceRequest) => readonly unknown[]): ResourceType {
  const list = (request: ResourceRequest): ResourceResponse => ({
    status: 200,
    body: { value: find(request), nextLink: null, id: null },
  });
  return { type, apiVersions: siteApiVersions, scope: "tenant", list };
}

function listFunctionAppStacks({ query }: ResourceRequest): readonly unknown[] {
  const systems = readSystems(query.get("stackOsType"));
  const stack = {
    id: null,
    name: "node",
    type: TYPE,
    properties: {
      displayText: "Node.js",
      value: "node",
      preferredOs: "windows",
      majorVersions: VERSIONS.map((version) => majorVersion(version, systems)),
    },
  };
  return [stack];
}

function readSystems(wanted: string | null): readonly OperatingSystem[] {
  if (wanted === null || wanted.toLowerCase() === "all") return OPERATING_SYSTEMS;
  const found = OPERATING_SYSTEMS.filter((system) => system.toLowerCase() === wanted.toLowerCase());
  if (found.length === 0) throw badRequest(`The parameter stackOsType is '${wanted}'; expected Windows, Linux or All.`);
  return found;
}

function majorVersion(version: string, systems: readonly OperatingSystem[]): unknown {
  const stackSettings = {
    ...(systems.includes("Windows") ? { windowsRuntimeSettings: settings(version, "Windows") } : {}),
    ...(systems.includes("Linux") ? { linuxRuntimeSettings: settings(version, "Linux") } : {}),
  };
  const minorVersions = [{ displayText: `Node.js ${version} LTS`, value: `${version} LTS`, stackSettings }];
  return { displayText: `Node.js ${version}`, value: version, minorVersions };
}

function settings(version: string, system: OperatingSystem): unknown {
  const isLinux = system === "Linux";
  return {
    runtimeVersion: isLinux ? `Node|${version}` : `~${version}`,
    isPreview: false,
    isDeprecated: false,
    isHidden: false,
    isDefault: version === DEFAULT_VERSION,
    remoteDebuggingSupported: false,
    appInsightsSettings: { isSupported: true },
    gitHubActionSettings: { isSupported: true, supportedVersion: `${version}.x` },
    appSettingsDictionary: {
      FUNCTIONS_WORKER_RUNTIME: "node",
      ...(isLinux ? {} : { WEBSITE_NODE_DEFAULT_VERSION: `~${version}` }),
    },
    siteConfigPropertiesDictionary: isLinux
      ? { use32BitWorkerProcess: false, linuxFxVersion: `Node|${version}` }
      : { use32BitWorkerProcess: true },
    supportedFunctionsExtensionVersions: ["~4"],
  };
}
