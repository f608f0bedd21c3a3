import { z } from "zod";
import {
  badRequest,
  conflict,
  parseBody,
  type Resource,
  type ResourceRequest,
  type ResourceStore,
  type ResourceType,
  resourceNotFound,
} from "../../resource-manager/index.ts";
import { restarted, SERVER_FARM_TYPE, type Sites } from "../sites/sites.ts";
import { knownMembers } from "./known-members.ts";
import { type PlanSku, planSku, planSkuNames } from "./plan-skus.ts";
import { siteApiVersions } from "./site-type.ts";

const bodySchema = z.object({
  location: z.string().min(1),
  kind: z.string().nullish(),
  tags: z.record(z.string(), z.string()).nullish(),
  sku: z.object({ name: z.string().min(1), capacity: z.number().int().nonnegative().nullish() }),
  properties: z.looseObject({}).nullish(),
});
const patchSchema = bodySchema.partial();

/**
 * Microsoft.Web/serverfarms: App Service plans. A plan costs nothing here and limits nothing; it says which tier and OS
 * its sites have.
 */
export function serverFarmType(resources: ResourceStore, sites: Sites): ResourceType {
  function find(request: ResourceRequest): Resource {
    const plan = resources.get(request.target.id);
    if (plan === undefined) throw resourceNotFound(SERVER_FARM_TYPE, request.name, request.target.resourceGroup);
    return plan;
  }

  const render = (plan: Resource) => renderServerFarm(plan, sites.onServerFarm(plan.id).length);

  function save(request: ResourceRequest, body: z.infer<typeof bodySchema>): Resource {
    const existing = resources.get(request.target.id);
    const sku = planSku(body.sku.name, body.sku.capacity ?? undefined);
    if (sku === undefined) {
      throw badRequest(
        `The plan '${request.name}' asks for the SKU '${body.sku.name}', which Gatehouse doesn't run. It runs ${planSkuNames}.`,
        "SkuNotSupported",
        "sku.name",
      );
    }
    const plan: Resource = {
      id: existing?.id ?? request.target.id,
      name: existing?.name ?? request.name,
      type: SERVER_FARM_TYPE,
      location: body.location,
      kind: body.kind ?? existing?.kind ?? defaultKind(sku, body.properties?.reserved === true),
      tags: body.tags ?? {},
      sku,
      properties: {
        ...(existing?.properties as Record<string, unknown> | undefined),
        ...knownMembers("serverFarm", body.properties ?? {}),
      },
    };
    resources.put(plan);
    return plan;
  }

  return {
    type: SERVER_FARM_TYPE,
    apiVersions: siteApiVersions,
    get: (request) => ({ status: 200, body: render(find(request)) }),
    put: (request) => ({ status: 200, body: render(save(request, parseBody(bodySchema, request.body))) }),
    patch(request) {
      const plan = find(request);
      const body = parseBody(patchSchema, request.body);
      const sku = body.sku ?? (plan.sku as PlanSku);
      const merged = { ...body, location: body.location ?? plan.location ?? "", sku, tags: body.tags ?? plan.tags };
      return { status: 200, body: render(save(request, merged)) };
    },
    delete(request) {
      if (resources.get(request.target.id) === undefined) return { status: 204 };
      const users = sites.onServerFarm(request.target.id).map(({ resource }) => resource.name);
      if (users.length > 0) {
        throw conflict(
          `Server farm '${request.name}' cannot be deleted because it has web app(s) ${users.join(", ")} assigned to it.`,
        );
      }
      resources.delete(request.target.id);
      return { status: 200 };
    },
    list(request) {
      const scope = request.target.resourceGroup;
      const prefix = `/subscriptions/${request.target.subscriptionId}${scope === undefined ? "" : `/resourceGroups/${scope}`}`;
      return {
        status: 200,
        body: { value: resources.list(SERVER_FARM_TYPE, prefix).map(render), nextLink: null, id: null },
      };
    },
    actions: {
      restartsites(request) {
        for (const site of sites.onServerFarm(find(request).id)) sites.save(restarted(site));
        return { status: 204 };
      },
    },
  };
}

function defaultKind(sku: PlanSku, isLinux: boolean): string {
  if (sku.tier === "ElasticPremium") return "elastic";
  if (isLinux) return "linux";
  return sku.tier === "Dynamic" ? "functionapp" : "app";
}

function renderServerFarm(plan: Resource, numberOfSites: number): unknown {
  const sku = plan.sku as PlanSku;
  const given = plan.properties as Readonly<Record<string, unknown>>;
  const resourceGroup = plan.id.split("/")[4] ?? "";
  return {
    id: plan.id,
    name: plan.name,
    type: SERVER_FARM_TYPE,
    kind: plan.kind,
    location: plan.location,
    tags: plan.tags,
    sku,
    properties: {
      perSiteScaling: false,
      elasticScaleEnabled: false,
      maximumElasticWorkerCount: 1,
      isSpot: false,
      reserved: false,
      isXenon: false,
      hyperV: false,
      targetWorkerCount: 0,
      targetWorkerSizeId: 0,
      zoneRedundant: false,
      ...given,
      workerTierName: null,
      status: "Ready",
      subscription: plan.id.split("/")[2],
      hostingEnvironmentProfile: null,
      maximumNumberOfWorkers: 10,
      geoRegion: plan.location,
      numberOfWorkers: sku.capacity,
      numberOfSites,
      resourceGroup,
      kind: plan.kind,
      provisioningState: "Succeeded",
    },
  };
}
