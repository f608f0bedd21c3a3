import { z } from "zod";
import { sameResourceId } from "../../../platform/index.ts";
import type { Resource, ResourceRequest, ResourceType } from "../../../resource-manager/index.ts";
import { childType } from "../child-type.ts";
import type { ManagementContext } from "../context.ts";
import { checkEntityName } from "../entity-name.ts";
import { notSupported, validationError } from "../management-error.ts";
import {
  APIS,
  type ApiProperties,
  apiNameOf,
  apiPropertiesSchema,
  PRODUCT_APIS,
  productApiPropertiesSchema,
  protocolSchema,
  SUBSCRIPTIONS,
  subscriptionPropertiesSchema,
} from "../model.ts";
import { readBody } from "../read-body.ts";
import { lastName, serviceIdOf } from "../resource-tree.ts";
import { type ApiVersion, apiAddress, isSameVersionSet, readApiVersion } from "./api-version.ts";
import { withImport } from "./openapi/import-definition.ts";
import { withExport } from "./openapi/with-export.ts";
import { type Common, checkCommon, commonOf, readRevision, revisionsOf } from "./revision.ts";
import { refuseUnsupportedApi, unsupportedApiProperties } from "./unsupported-api.ts";
import { withSource } from "./with-source.ts";

const bodySchema = z.object({
  properties: z.object({
    displayName: z.string().min(1).max(300),
    path: z.string().max(400),
    description: z.string().nullish(),
    protocols: z.array(protocolSchema).min(1).nullish(),
    serviceUrl: z.string().max(2000).nullish(),
    subscriptionRequired: z.boolean().nullish(),
    subscriptionKeyParameterNames: z.object({ header: z.string().nullish(), query: z.string().nullish() }).nullish(),
    apiRevision: z.string().nullish(),
    apiRevisionDescription: z.string().nullish(),
    apiVersionDescription: z.string().nullish(),
    apiVersion: z.string().max(100).nullish(),
    apiVersionSetId: z.string().nullish(),
    termsOfServiceUrl: z.string().nullish(),
    contact: z.unknown().optional(),
    license: z.unknown().optional(),
    ...unsupportedApiProperties,
  }),
});

/**
 * APIs and their revisions (API Management REST: "Apis"). Deleting one deletes its operations, policies, product links and
 * subscriptions.
 */
export function apiType(context: ManagementContext): ResourceType {
  const { resources, clock, etags } = context;

  function checkPath(id: string, path: string, version: ApiVersion): void {
    const address = apiAddress(path, version, resources);
    const ownName = apiNameOf(lastName(id)).toLowerCase();
    for (const other of resources.list(APIS, serviceIdOf(id))) {
      if (apiNameOf(other.name).toLowerCase() === ownName) continue;
      const taken = apiPropertiesSchema.parse(other.properties);
      const isSamePath = taken.path.toLowerCase() === path.toLowerCase() && !isSameVersionSet(taken, version);
      if (!isSamePath && apiAddress(taken.path, taken, resources) !== address) continue;
      throw validationError({
        target: "path",
        message: `Cannot create API '${lastName(id)}' with the same Path '${path}' as API '${other.name}'  unless it's a part of the same version set`,
      });
    }
  }

  /** The current revision of the API that `id` is, or is a revision of. */
  function currentOf(id: string): ApiProperties | undefined {
    const current = resources.get(`${serviceIdOf(id)}/apis/${apiNameOf(lastName(id))}`);
    return current === undefined ? undefined : apiPropertiesSchema.parse(current.properties);
  }

  /** What the current revision is told of the API, all revisions hear. */
  function tellRevisions(id: string, made: Common): void {
    for (const revision of revisionsOf(id, resources)) {
      const properties = apiPropertiesSchema.parse(revision.properties);
      if (properties.isCurrent) continue;
      resources.put({ ...revision, properties: { ...properties, ...commonOf(made), etag: etags.next() } });
    }
  }

  function deleteRevisions(api: Resource, request: ResourceRequest): void {
    const { isCurrent } = apiPropertiesSchema.parse(api.properties);
    const all = request.query.get("deleteRevisions")?.toLowerCase() === "true";
    if (!isCurrent && !all) return;
    const others = revisionsOf(api.id, resources).filter(({ id }) => !sameResourceId(id, api.id));
    if (others.length > 0 && !all) {
      throw validationError({
        target: "apiId",
        message: `The API '${api.name}' has other revisions, so its current one can't be deleted alone. Add deleteRevisions=true to delete all of them.`,
      });
    }
    for (const { id } of others) resources.delete(id);
    deleteDependents(`${serviceIdOf(api.id)}/apis/${apiNameOf(api.name)}`);
  }

  function deleteDependents(apiId: string): void {
    for (const link of resources.list(PRODUCT_APIS, serviceIdOf(apiId))) {
      if (sameResourceId(productApiPropertiesSchema.parse(link.properties).apiId, apiId)) resources.delete(link.id);
    }
    for (const subscription of resources.list(SUBSCRIPTIONS, serviceIdOf(apiId))) {
      const { scope } = subscriptionPropertiesSchema.parse(subscription.properties);
      if (sameResourceId(scope, apiId)) resources.delete(subscription.id);
    }
  }

  const verbs = childType<ApiProperties>(context, {
    type: APIS,
    noun: "API",
    schema: apiPropertiesSchema,
    deleting: deleteRevisions,
    make({ id, body, request, existing }) {
      checkEntityName("apiId", apiNameOf(lastName(id)));
      const current = currentOf(id);
      const inherited = existing?.isCurrent === true || current === undefined ? undefined : commonOf(current);
      const { properties } = readBody(bodySchema, inherited === undefined ? body : withDefaults(body, inherited));
      const revision = readRevision(request.target.id, properties.apiRevision, existing, current);
      refuseUnsupportedApi(properties);
      const protocols = properties.protocols ?? ["https"];
      if (protocols.some((protocol) => protocol === "ws" || protocol === "wss"))
        throw notSupported("WebSocket APIs (protocols)", "Only http and https are there.");
      const path = properties.path.replace(/^\/+|\/+$/g, "");
      const version = readApiVersion(properties, serviceIdOf(id), resources);
      checkPath(id, path, version);
      const now = new Date(clock.now()).toISOString();
      const made = {
        displayName: properties.displayName,
        path,
        protocols,
        subscriptionRequired: properties.subscriptionRequired ?? true,
        subscriptionKeyParameterNames: {
          header: properties.subscriptionKeyParameterNames?.header || "Ocp-Apim-Subscription-Key",
          query: properties.subscriptionKeyParameterNames?.query || "subscription-key",
        },
        ...version,
        ...revision,
        createdDateTime: existing?.createdDateTime ?? now,
        updatedDateTime: now,
        description: properties.description ?? undefined,
        serviceUrl: checkServiceUrl(properties.serviceUrl),
        apiRevisionDescription: properties.apiRevisionDescription ?? undefined,
        apiVersionDescription: properties.apiVersionDescription ?? undefined,
        termsOfServiceUrl: properties.termsOfServiceUrl ?? undefined,
        contact: properties.contact ?? undefined,
        license: properties.license ?? undefined,
      };
      if (!revision.isCurrent && current !== undefined) checkCommon(made, current);
      if (revision.isCurrent) tellRevisions(id, made);
      return made;
    },
    render: renderApi,
  });
  return {
    ...verbs,
    put: withImport(withSource(verbs.put, context, asBody), context),
    get: withExport(verbs.get, context),
  };
}

function checkServiceUrl(serviceUrl: string | null | undefined): string | undefined {
  if (serviceUrl === null || serviceUrl === undefined || serviceUrl === "") return undefined;
  const url = URL.parse(serviceUrl);
  if (url?.protocol === "ws:" || url?.protocol === "wss:") {
    throw notSupported("WebSocket backends (serviceUrl)", "Only http and https are there.");
  }
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    throw validationError({ target: "serviceUrl", message: `'${serviceUrl}' is not an absolute http or https URL.` });
  }
  if (url.search !== "" || url.hash !== "" || url.username !== "" || url.password !== "") {
    throw notSupported(
      "query, fragment or password in an API's serviceUrl",
      "Set the query with rewrite-uri, and the credentials with set-header.",
    );
  }
  return serviceUrl;
}

/** A body that would make an API like this one. */
function asBody(api: ApiProperties): object {
  const { apiRevision: _, isCurrent: _current, apiRevisionDescription: _description, ...body } = renderApi(api);
  return body;
}

function withDefaults(body: unknown, defaults: object): unknown {
  const { properties } = z.object({ properties: z.record(z.string(), z.unknown()) }).parse(body);
  const given = Object.entries(properties).filter(([, value]) => value !== undefined && value !== null);
  return { properties: { ...defaults, ...Object.fromEntries(given) } };
}

/** The API as callers see it, under `properties`. */
export function renderApi(api: ApiProperties) {
  return {
    displayName: api.displayName,
    apiRevision: api.apiRevision,
    description: api.description ?? null,
    subscriptionRequired: api.subscriptionRequired,
    serviceUrl: api.serviceUrl ?? null,
    path: api.path,
    protocols: api.protocols,
    authenticationSettings: { oAuth2: null, openid: null },
    subscriptionKeyParameterNames: api.subscriptionKeyParameterNames,
    isCurrent: api.isCurrent,
    type: "http",
    ...(api.apiRevisionDescription === undefined ? {} : { apiRevisionDescription: api.apiRevisionDescription }),
    ...(api.apiVersion === undefined ? {} : { apiVersion: api.apiVersion }),
    ...(api.apiVersionSetId === undefined ? {} : { apiVersionSetId: api.apiVersionSetId }),
    ...(api.apiVersionDescription === undefined ? {} : { apiVersionDescription: api.apiVersionDescription }),
    ...(api.termsOfServiceUrl === undefined ? {} : { termsOfServiceUrl: api.termsOfServiceUrl }),
    ...(api.contact === undefined ? {} : { contact: api.contact }),
    ...(api.license === undefined ? {} : { license: api.license }),
  };
}
