import { z } from "zod";
import { sameResourceId } from "../../../platform/index.ts";
import type { Resource, ResourceType } from "../../../resource-manager/index.ts";
import { childType } from "../child-type.ts";
import type { ManagementContext } from "../context.ts";
import { checkEntityName } from "../entity-name.ts";
import { notSupported, validationError } from "../management-error.ts";
import {
  APIS,
  type ApiProperties,
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
import { refuseUnsupportedApi, unsupportedApiProperties } from "./unsupported-api.ts";

const bodySchema = z.object({
  properties: z.object({
    displayName: z.string().min(1).max(300),
    path: z.string().max(400),
    description: z.string().nullish(),
    protocols: z.array(protocolSchema).min(1).nullish(),
    serviceUrl: z.string().max(2000).nullish(),
    subscriptionRequired: z.boolean().nullish(),
    subscriptionKeyParameterNames: z.object({ header: z.string().nullish(), query: z.string().nullish() }).nullish(),
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

/** APIs (API Management REST: "Apis"). Deleting one deletes its operations, policies, product links and subscriptions. */
export function apiType(context: ManagementContext): ResourceType {
  const { resources } = context;

  function checkPath(id: string, path: string, version: ApiVersion): void {
    const address = apiAddress(path, version, resources);
    for (const other of resources.list(APIS, serviceIdOf(id))) {
      if (sameResourceId(other.id, id)) continue;
      const taken = apiPropertiesSchema.parse(other.properties);
      const isSamePath = taken.path.toLowerCase() === path.toLowerCase() && !isSameVersionSet(taken, version);
      if (!isSamePath && apiAddress(taken.path, taken, resources) !== address) continue;
      throw validationError({
        target: "path",
        message: `Cannot create API '${lastName(id)}' with the same Path '${path}' as API '${other.name}'  unless it's a part of the same version set`,
      });
    }
  }

  function deleteDependents(api: Resource): void {
    for (const link of resources.list(PRODUCT_APIS, serviceIdOf(api.id))) {
      if (sameResourceId(productApiPropertiesSchema.parse(link.properties).apiId, api.id)) resources.delete(link.id);
    }
    for (const subscription of resources.list(SUBSCRIPTIONS, serviceIdOf(api.id))) {
      const { scope } = subscriptionPropertiesSchema.parse(subscription.properties);
      if (sameResourceId(scope, api.id)) resources.delete(subscription.id);
    }
  }

  const verbs = childType<ApiProperties>(context, {
    type: APIS,
    noun: "API",
    schema: apiPropertiesSchema,
    deleting: deleteDependents,
    make({ id, body }) {
      checkEntityName("apiId", lastName(id));
      const { properties } = readBody(bodySchema, body);
      refuseUnsupportedApi(properties);
      const protocols = properties.protocols ?? ["https"];
      if (protocols.some((protocol) => protocol === "ws" || protocol === "wss"))
        throw notSupported("WebSocket APIs (protocols)", "Only http and https are there.");
      const path = properties.path.replace(/^\/+|\/+$/g, "");
      const version = readApiVersion(properties, serviceIdOf(id), resources);
      checkPath(id, path, version);
      return {
        displayName: properties.displayName,
        path,
        protocols,
        subscriptionRequired: properties.subscriptionRequired ?? true,
        subscriptionKeyParameterNames: {
          header: properties.subscriptionKeyParameterNames?.header || "Ocp-Apim-Subscription-Key",
          query: properties.subscriptionKeyParameterNames?.query || "subscription-key",
        },
        ...version,
        apiRevision: "1",
        isCurrent: true,
        description: properties.description ?? undefined,
        serviceUrl: checkServiceUrl(properties.serviceUrl),
        apiRevisionDescription: properties.apiRevisionDescription ?? undefined,
        apiVersionDescription: properties.apiVersionDescription ?? undefined,
        termsOfServiceUrl: properties.termsOfServiceUrl ?? undefined,
        contact: properties.contact ?? undefined,
        license: properties.license ?? undefined,
      };
    },
    render: renderApi,
  });
  return {
    ...verbs,
    put: withImport(verbs.put, context),
    get(request) {
      const format = request.query.get("format");
      if (format !== null)
        throw notSupported(`export of APIs (format '${format}')`, "Read the API and its operations.");
      return verbs.get(request);
    },
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

/** The API as callers see it, under `properties`. */
export function renderApi(api: ApiProperties): unknown {
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
