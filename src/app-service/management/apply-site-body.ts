import type { Clock, ResourceId } from "../../platform/index.ts";
import { badRequest, type Resource, type ResourceIdentity } from "../../resource-manager/index.ts";
import type { Site, SiteProperties, SiteState } from "../sites/site.ts";
import { newSiteState, SITE_TYPE } from "../sites/sites.ts";
import { knownMembers } from "./known-members.ts";
import { type SiteBody, type SiteConfigBody, type SitePropertiesBody, settingsByName } from "./site-body.ts";

/** What a site becomes by a PUT or PATCH. */
export interface SiteWrite {
  readonly id: ResourceId;
  readonly name: string;
  readonly existing: Site | undefined;
  readonly body: SiteBody;
  /** Makes the identity block of the request real; called last, when nothing else can be refused. Throws `ArmError`. */
  readonly applyIdentity: () => ResourceIdentity | undefined;
  /** The plan that the site shall run on; undefined when the plan named isn't there. */
  readonly serverFarm: Resource | undefined;
  readonly clock: Clock;
}

/**
 * Merges a request into a site. What the request leaves out stays as it was, also for a PUT: Azure keeps app settings
 * that a PUT without `siteConfig.appSettings` doesn't mention, and replaces all of them when it does.
 */
export function applySiteBody(write: SiteWrite): Site {
  const { id, name, existing, body, serverFarm, clock } = write;
  const location = body.location ?? existing?.resource.location;
  if (location === undefined || location === null) {
    throw badRequest("The location property is required for this definition.", "LocationRequired");
  }
  const requested: SitePropertiesBody = body.properties ?? {};
  refuseWhatDoesNotRun(name, body);
  if (serverFarm === undefined) {
    const named = requested.serverFarmId ?? existing?.properties.serverFarmId ?? "";
    throw badRequest(
      named === ""
        ? `The site '${name}' names no plan. Create one and set properties.serverFarmId: Gatehouse makes no Consumption plan by itself.`
        : `The site '${name}' names the plan '${named}', which doesn't exist. Create the plan first.`,
      "ServerFarmNotFound",
      "properties.serverFarmId",
    );
  }
  const kind = body.kind ?? existing?.resource.kind ?? "functionapp";
  const identity = write.applyIdentity();
  return {
    resource: {
      id: existing?.resource.id ?? id,
      name: existing?.resource.name ?? name,
      type: SITE_TYPE,
      location,
      kind,
      tags: body.tags ?? existing?.resource.tags ?? {},
      ...(identity === undefined ? {} : { identity }),
      properties: {},
    },
    properties: mergeProperties(existing?.properties, requested, kind, serverFarm, clock),
    state: mergeSettings(existing?.state ?? newSiteState(), requested.siteConfig ?? {}),
  };
}

function refuseWhatDoesNotRun(name: string, body: SiteBody): void {
  const kind = (body.kind ?? "functionapp").toLowerCase();
  if (!kind.split(",").includes("functionapp") || kind.includes("container") || kind.includes("workflowapp")) {
    throw badRequest(
      `The site '${name}' has the kind '${kind}', which Gatehouse doesn't run. It runs 'functionapp' and 'functionapp,linux'.`,
      "KindNotSupported",
      "kind",
    );
  }
  if (body.properties?.functionAppConfig !== undefined && body.properties.functionAppConfig !== null) {
    throw badRequest(
      `The site '${name}' has a functionAppConfig: Gatehouse doesn't run the Flex Consumption plan. Use a Consumption, Elastic Premium or dedicated plan.`,
      "FlexConsumptionNotSupported",
      "properties.functionAppConfig",
    );
  }
}

function mergeProperties(
  before: SiteProperties | undefined,
  requested: SitePropertiesBody,
  kind: string,
  serverFarm: Resource,
  clock: Clock,
): SiteProperties {
  return {
    serverFarmId: requested.serverFarmId ?? before?.serverFarmId ?? serverFarm.id,
    enabled: requested.enabled ?? before?.enabled ?? true,
    httpsOnly: requested.httpsOnly ?? before?.httpsOnly ?? false,
    reserved: requested.reserved ?? before?.reserved ?? kind.toLowerCase().includes("linux"),
    keyVaultReferenceIdentity:
      requested.keyVaultReferenceIdentity ?? before?.keyVaultReferenceIdentity ?? "SystemAssigned",
    siteConfig: { ...before?.siteConfig, ...withoutSettings(requested.siteConfig ?? {}) },
    others: { ...before?.others, ...knownMembers("site", requested) },
    state: before?.state ?? "Running",
    lastModifiedTimeUtc: new Date(clock.now()).toISOString(),
  };
}

/** A site configuration without what is kept elsewhere. A null means "as it is". */
export function withoutSettings(config: SiteConfigBody): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(knownMembers("siteConfig", config)).filter(([, value]) => value !== null));
}

/** A site's state with the settings and connection strings that a configuration carries. */
export function mergeSettings(state: SiteState, config: SiteConfigBody): SiteState {
  const { appSettings, connectionStrings } = config;
  return {
    ...state,
    ...(appSettings ? { appSettings: settingsByName(appSettings) } : {}),
    ...(connectionStrings
      ? {
          connectionStrings: Object.fromEntries(
            connectionStrings.map(({ name, connectionString, type }) => [name, { value: connectionString, type }]),
          ),
        }
      : {}),
  };
}
