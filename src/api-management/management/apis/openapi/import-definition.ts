import type { ResourceId } from "../../../../platform/index.ts";
import type { ResourceRequest, ResourceResponse } from "../../../../resource-manager/index.ts";
import type { ManagementContext } from "../../context.ts";
import { fetchLink } from "../../fetch-link.ts";
import { notSupported } from "../../management-error.ts";
import { API_SCHEMAS, keptPropertiesSchema, OPERATIONS, operationPropertiesSchema } from "../../model.ts";
import { canonicalId } from "../../resource-tree.ts";
import { type Definition, readDefinition } from "./definition.ts";
import { type DefinitionFormat, readDocument } from "./definition-document.ts";
import { type ImportedOperation, operationsOf } from "./operations-of.ts";

type Put = (request: ResourceRequest) => ResourceResponse;
type AsyncPut = (request: ResourceRequest) => Promise<ResourceResponse>;

/** The API's schema that holds the definition's: one import replaces what the one before it left. */
const SCHEMA_ID = "openapi-components";

/** The formats that can be imported (API Management REST: "ContentFormat"); the value of a link is a URL. */
const formats: Readonly<Record<string, { readonly format: DefinitionFormat; readonly place: "inline" | "link" }>> = {
  openapi: { format: "openapi", place: "inline" },
  "openapi+json": { format: "openapi+json", place: "inline" },
  "swagger-json": { format: "swagger-json", place: "inline" },
  "openapi-link": { format: "openapi", place: "link" },
  "openapi+json-link": { format: "openapi+json", place: "link" },
  "swagger-link-json": { format: "swagger-json", place: "link" },
};

/**
 * A PUT of APIs that also takes an OpenAPI 3 or Swagger 2.0 definition, in the body or by a link that is fetched once. What the
 * body doesn't say of the API, the definition does; the API's operations become those of the definition, all of them or none.
 * An operation that stays, by its name, keeps its policy. Other formats are left to `put`, which refuses them by name.
 */
export function withImport(put: Put, context: ManagementContext): AsyncPut {
  const { resources, etags, transaction } = context;
  return async (request) => {
    const given = importedProperties(request.body);
    if (given === undefined) return put(request);
    const { format, place, value, translateRequiredQueryParameters: translate, ...properties } = given;
    if (translate === "query") {
      throw notSupported(
        "translateRequiredQueryParameters 'query'",
        "Required query parameters go into URL templates.",
      );
    }
    const text = place === "link" ? await fetchLink(value, context) : value;
    const definition = readDefinition(readDocument(format, text));
    const operations = operationsOf(definition, SCHEMA_ID);
    const imported = {
      ...request,
      body: {
        properties: {
          ...properties,
          displayName: properties.displayName ?? definition.title,
          description: properties.description ?? definition.description,
          serviceUrl: properties.serviceUrl ?? definition.serviceUrl,
        },
      },
    };
    return transaction(() => {
      const answer = put(imported);
      putContents(request.target.id, definition, operations);
      return answer;
    });
  };

  function putContents(askedId: string, definition: Definition, operations: readonly ImportedOperation[]): void {
    const apiId = canonicalId(askedId, resources);
    const storedId = resources.get(apiId)?.id ?? apiId;
    const names = new Set(operations.map(({ name }) => name));
    for (const { id, name } of resources.list(OPERATIONS, storedId)) {
      if (!names.has(name.toLowerCase())) resources.delete(id);
    }
    for (const { name, properties } of operations) {
      resources.put({
        id: `${storedId}/operations/${name}` as ResourceId,
        name,
        type: OPERATIONS,
        properties: operationPropertiesSchema.parse({ ...properties, etag: etags.next() }),
      });
    }
    const schemaResourceId = `${storedId}/schemas/${SCHEMA_ID}`;
    if (definition.schemas === undefined) resources.delete(schemaResourceId);
    else {
      const kept = {
        contentType: "application/vnd.oai.openapi.components+json",
        document: { components: { schemas: definition.schemas } },
      };
      resources.put({
        id: schemaResourceId as ResourceId,
        name: SCHEMA_ID,
        type: API_SCHEMAS,
        properties: keptPropertiesSchema.parse({ etag: etags.next(), kept }),
      });
    }
  }
}

interface ImportedProperties extends Readonly<Record<string, unknown>> {
  readonly value: string;
  readonly format: DefinitionFormat;
  readonly place: "inline" | "link";
}

/** The properties of a body that brings a definition. */
function importedProperties(body: unknown): ImportedProperties | undefined {
  if (!isRecord(body) || !isRecord(body.properties)) return undefined;
  const { format, value } = body.properties;
  if (typeof value !== "string" || typeof format !== "string" || !Object.hasOwn(formats, format)) return undefined;
  const known = formats[format];
  return known && { ...body.properties, value, ...known };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
