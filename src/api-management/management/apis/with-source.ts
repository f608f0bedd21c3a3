import type { Resource, ResourceRequest, ResourceResponse, ResourceStore } from "../../../resource-manager/index.ts";
import type { ManagementContext } from "../context.ts";
import { validationError } from "../management-error.ts";
import { APIS, type ApiProperties, apiPropertiesSchema } from "../model.ts";
import { canonicalId, serviceIdOf } from "../resource-tree.ts";
import { copyContents } from "./move-contents.ts";

type Put = (request: ResourceRequest) => ResourceResponse;

/**
 * A PUT of APIs that also takes `sourceApiId`: a new API, version or revision begins as a copy of another, with what the body says put
 * over it (API Management REST: "ApiCreateOrUpdateProperties", clone, new version and new revision of an existing API). One that is
 * there keeps what it has: providers send the property with each update.
 */
export function withSource(
  put: Put,
  { resources, transaction }: ManagementContext,
  asBody: (api: ApiProperties) => object,
): Put {
  return (request) => {
    const given = readProperties(request.body);
    const { sourceApiId, ...properties } = given ?? {};
    if (typeof sourceApiId !== "string" || sourceApiId === "") return put(request);
    const source = findSource(sourceApiId, serviceIdOf(request.target.id), resources);
    const present = Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
    const { apiVersion: _, apiVersionSetId: _set, ...api } = apiPropertiesSchema.parse(source.properties);
    return transaction(() => {
      const answer = put({ ...request, body: { properties: { ...asBody(api), ...present } } });
      if (answer.status === 201) {
        const id = canonicalId(request.target.id, resources);
        copyContents(source.id, resources.get(id)?.id ?? id, resources);
      }
      return answer;
    });
  };
}

function findSource(given: string, serviceId: string, resources: ResourceStore): Resource {
  const id = /^\/?apis\/[^/]+$/i.test(given) ? `${serviceId}/${given.replace(/^\//, "")}` : given;
  const source = resources.get(canonicalId(id, resources));
  if (source?.type === APIS && serviceIdOf(source.id).toLowerCase() === serviceId.toLowerCase()) return source;
  throw validationError({ target: "sourceApiId", message: `'${given}' is not the id of an API of this service.` });
}

function readProperties(body: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof body !== "object" || body === null || !("properties" in body)) return undefined;
  const { properties } = body;
  return typeof properties === "object" && properties !== null ? { ...properties } : undefined;
}
