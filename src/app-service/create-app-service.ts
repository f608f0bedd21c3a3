import type { AppService, AppServiceOptions, SiteStatus } from "./app-service.ts";
import { createDeployer } from "./deployment/deployer.ts";
import { openDeployments } from "./deployment/deployments.ts";
import { scmService } from "./deployment/scm-service.ts";
import { frontService } from "./front/front-service.ts";
import type { FunctionApp } from "./lifecycle/function-app.ts";
import { openFunctionKeys } from "./lifecycle/function-keys.ts";
import { startSite } from "./lifecycle/start-site.ts";
import { absentCollectionTypes, absentTypes } from "./management/absent-collections.ts";
import { authSettingsV2ListType, siteConfigType } from "./management/config/config-type.ts";
import { configReferencesType } from "./management/config-references.ts";
import { deploymentsType } from "./management/deployments-type.ts";
import { stackTypes } from "./management/function-app-stacks.ts";
import { functionKeysType, functionsType } from "./management/functions-type.ts";
import { geoRegionsType } from "./management/geo-regions.ts";
import { hostNameBindingsType } from "./management/host-name-bindings.ts";
import { hostKeyTypes, hostType } from "./management/host-type.ts";
import { networkConfigType } from "./management/network-config.ts";
import { premierAddOnsType } from "./management/premier-add-ons.ts";
import { publishingPoliciesType } from "./management/publishing-policies.ts";
import { resourceHealthType } from "./management/resource-health.ts";
import { serverFarmType } from "./management/server-farm.ts";
import { serverFarmChildTypes } from "./management/server-farm-children.ts";
import { siteExtensionsType } from "./management/site-extensions.ts";
import { siteType } from "./management/site-type.ts";
import { sourceControlsType } from "./management/source-controls.ts";
import { siteLinks } from "./site-links.ts";
import { SiteNotRunning } from "./site-not-running.ts";
import { createSiteRuntimes, type SiteRuntime } from "./site-runtimes.ts";
import type { Site } from "./sites/site.ts";
import { openSites, SITE_TYPE } from "./sites/sites.ts";

/** Puts the room together. Nothing starts before `start()`, a request, or a change of a site. */
export function createAppService(options: AppServiceOptions): AppService {
  const { store, clock, log, resources, identities, folder } = options;
  const sites = openSites(store, resources);
  const deployments = openDeployments(store);
  const keys = openFunctionKeys(store);
  const deployer = createDeployer({ sites, deployments, clock, folder });

  async function start(site: Site, runtime: SiteRuntime): Promise<FunctionApp> {
    const app = await startSite(site, runtime.log, {
      ...options,
      keys,
      onReferences(references) {
        runtime.references = { at: clock.now(), resolved: references };
      },
    });
    await deployer.removeSuperseded(site);
    return app;
  }

  const runtimes = createSiteRuntimes({ sites, deployer, clock, validation: options, start });

  async function runningApp(site: Site): Promise<FunctionApp | undefined> {
    const runner = runtimes.find(site.resource.name)?.runner;
    runner?.wake();
    const state = await runner?.settled();
    return state?.kind === "running" ? state.app : undefined;
  }

  // A group's deletion takes sites with it, and what is kept of them goes with them.
  resources.watch(SITE_TYPE, ({ kind, resource }) => {
    if (kind !== "delete" || resource.type.toLowerCase() !== SITE_TYPE.toLowerCase()) return;
    identities.releaseIdentity(resource);
    keys.forget(resource.name);
    deployments.forget(resource.name);
  });

  return {
    services: [
      scmService({ ...options, sites, deployer, deployments, siteLog: (siteName) => runtimes.find(siteName)?.log }),
      frontService({ find: (label) => runtimes.find(label)?.front, log }),
    ],
    resourceTypes: [
      serverFarmType(resources, sites),
      ...serverFarmChildTypes(resources, sites),
      geoRegionsType,
      ...absentTypes,
      siteType({ sites, resources, clock, identities }),
      siteConfigType(sites),
      authSettingsV2ListType(sites),
      ...stackTypes,
      configReferencesType(sites, (site) => runtimes.find(site.resource.name)?.references.resolved ?? []),
      publishingPoliciesType(sites),
      deploymentsType(sites, deployments),
      siteExtensionsType(sites),
      hostNameBindingsType(sites),
      networkConfigType(sites),
      sourceControlsType(sites),
      premierAddOnsType(sites),
      resourceHealthType(sites),
      ...absentCollectionTypes(sites),
      functionsType(sites, runningApp, keys),
      functionKeysType(sites, runningApp, keys),
      hostType(sites, runningApp, keys),
      ...hostKeyTypes(sites, runningApp, keys),
    ],
    async start() {
      await deployer.recover();
      for (const [, { runner }] of runtimes.entries()) runner.restart();
    },
    deployFolder: deployer.deployFolder,
    logs: (siteName) => runtimes.find(siteName)?.log,
    status: () => sites.all().map((site) => describe(site, runtimes.find(site.resource.name))),
    links: () => sites.all().map(siteLinks),
    whenRunning: async (siteName) => checkRunning(siteName, runtimes.find(siteName)),
    close: runtimes.close,
  };
}

function describe(site: Site, runtime: SiteRuntime | undefined): SiteStatus {
  const state = runtime?.runner.state() ?? { kind: "empty" };
  const { name } = site.resource;
  return {
    name,
    hostName: `${name.toLowerCase()}.azurewebsites.net`,
    state: state.kind,
    reason: state.kind === "failed" ? state.reason : "",
    functions: state.kind === "running" ? state.app.functions.map((found) => found.name) : [],
  };
}

async function checkRunning(siteName: string, runtime: SiteRuntime | undefined): Promise<void> {
  if (runtime === undefined) throw new SiteNotRunning("NO_SUCH_SITE", `There is no site '${siteName}'.`);
  const state = await runtime.runner.settled();
  switch (state.kind) {
    case "running":
      return;
    case "empty":
      throw new SiteNotRunning("NO_CONTENT", `Nothing has been deployed to the site '${siteName}'.`);
    case "failed":
      throw new SiteNotRunning("START_FAILED", state.reason);
    default:
      throw new SiteNotRunning("STOPPED", `The site '${siteName}' is stopped or disabled.`);
  }
}
