import type { ManagedIdentities } from "../../managed-identity/index.ts";
import { type Clock, sameResourceId } from "../../platform/index.ts";
import {
  badRequest,
  conflict,
  type ParsedResourceId,
  parentId,
  parseBody,
  type ResourceRequest,
  type ResourceResponse,
  type ResourceStore,
  type ResourceType,
  resourceNotFound,
} from "../../resource-manager/index.ts";
import type { Site } from "../sites/site.ts";
import { newPublishingPassword, restarted, SITE_TYPE, type Sites } from "../sites/sites.ts";
import { applySiteBody } from "./apply-site-body.ts";
import { checkNameAvailability } from "./check-name-availability.ts";
import { publishingProfile } from "./publishing-profile.ts";
import { type SiteBody, siteBodySchema } from "./site-body.ts";
import { renderSite } from "./site-view.ts";

/** Api-versions that the site's types take: func sends 2015-08-01, the newest SDK 2025-05-01. */
export const siteApiVersions = ["2015-08-01", "2025-05-01"] as const;

export interface SiteTypeOptions {
  readonly sites: Sites;
  readonly resources: ResourceStore;
  readonly clock: Clock;
  readonly identities: Pick<ManagedIdentities, "applyIdentity">;
}

/** Microsoft.Web/sites: function apps. */
export function siteType(options: SiteTypeOptions): ResourceType {
  const { sites, resources } = options;
  const render = (site: Site) => renderSite(site, resources.get(site.properties.serverFarmId));

  function write(request: ResourceRequest, existing: Site | undefined): ResourceResponse {
    sites.save(merge(request, existing, options));
    return { status: 200, body: render(findSite(sites, request)) };
  }

  const setState =
    (state: "Running" | "Stopped") =>
    (request: ResourceRequest): ResourceResponse => {
      const site = findSite(sites, request);
      sites.save({ ...site, properties: { ...site.properties, state } });
      return { status: 200 };
    };

  return {
    type: SITE_TYPE,
    apiVersions: siteApiVersions,
    get: (request) => ({ status: 200, body: render(findSite(sites, request)) }),
    put: (request) => write(request, sites.byId(request.target.id)),
    patch: (request) => write(request, findSite(sites, request)),
    delete(request) {
      const site = sites.byId(request.target.id);
      if (site === undefined) return { status: 204 };
      resources.delete(site.resource.id);
      deleteEmptyServerFarm(request, site, options);
      return { status: 200 };
    },
    list(request) {
      const { subscriptionId, resourceGroup } = request.target;
      const scope = `/subscriptions/${subscriptionId}${resourceGroup === undefined ? "" : `/resourceGroups/${resourceGroup}`}/`;
      const inScope = sites.all().filter(({ resource }) => resource.id.toLowerCase().startsWith(scope.toLowerCase()));
      return { status: 200, body: { value: inScope.map(render), nextLink: null, id: null } };
    },
    actions: {
      restart(request) {
        sites.save(restarted(findSite(sites, request)));
        return { status: 200 };
      },
      publishxml: (request) => ({
        status: 200,
        headers: { "content-type": "application/xml" },
        body: publishingProfile(findSite(sites, request)),
      }),
      newpassword(request) {
        const site = findSite(sites, request);
        sites.save({ ...site, state: { ...site.state, publishingPassword: newPublishingPassword() } });
        return { status: 204 };
      },
      // The app's own process fires its triggers, so nobody else must hear of them.
      syncfunctiontriggers(request) {
        findSite(sites, request);
        return { status: 204 };
      },
      start: setState("Running"),
      stop: setState("Stopped"),
    },
    collectionActions: { checknameavailability: (request) => checkNameAvailability(sites, request) },
  };
}

/** The site that a request on it, or on a resource below it, is about. Throws the 404 of Resource Manager. */
export function findSite(sites: Sites, request: ResourceRequest): Site {
  const { target } = request;
  const id = target.id.split("/").slice(0, 9).join("/");
  const site = sites.byId(id);
  if (site === undefined) throw resourceNotFound(SITE_TYPE, target.names[0] ?? "", target.resourceGroup);
  return site;
}

function merge(request: ResourceRequest, existing: Site | undefined, options: SiteTypeOptions): Site {
  const { sites, resources, clock, identities } = options;
  const { name, target } = request;
  if (!/^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])$/i.test(name)) {
    throw badRequest(
      `The site name '${name}' isn't valid: it takes 2 to 60 letters, digits and hyphens, no hyphen first or last.`,
    );
  }
  const holder = sites.byName(name);
  if (holder !== undefined && !sameResourceId(holder.resource.id, target.id)) {
    throw conflict(`Website with given name ${name} already exists.`);
  }
  const body = withPlanId(parseBody(siteBodySchema, request.body), target);
  const serverFarmId = body.properties?.serverFarmId ?? existing?.properties.serverFarmId ?? "";
  const previous = existing?.resource.identity;
  return applySiteBody({
    id: target.id,
    name,
    existing,
    body,
    serverFarm: resources.get(serverFarmId),
    clock,
    applyIdentity: () =>
      identities.applyIdentity(
        { id: target.id, name, caller: request.caller, ...(previous === undefined ? {} : { previous }) },
        body.identity,
      ),
  });
}

/** A plan of the site's own group may be named by its name alone (az 2.45 does it: `functionapp create --plan`). */
function withPlanId(body: SiteBody, { id }: ParsedResourceId): SiteBody {
  const named = body.properties?.serverFarmId ?? "";
  if (named === "" || named.includes("/")) return body;
  const serverFarmId = `${parentId(id)}/providers/Microsoft.Web/serverfarms/${named}`;
  return { ...body, properties: { ...body.properties, serverFarmId } };
}

/**
 * The plan goes with its last site unless the caller says no (`deleteEmptyServerFarm`, which azurerm sends as false).
 */
function deleteEmptyServerFarm(request: ResourceRequest, site: Site, { sites, resources }: SiteTypeOptions): void {
  const { serverFarmId } = site.properties;
  if (request.query.get("deleteEmptyServerFarm")?.toLowerCase() === "false") return;
  if (sites.onServerFarm(serverFarmId).length === 0) resources.delete(serverFarmId);
}
