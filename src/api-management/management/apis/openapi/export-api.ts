import type { Resource, ResourceStore } from "../../../../resource-manager/index.ts";
import {
  API_SCHEMAS,
  type ApiProperties,
  apiPropertiesSchema,
  apiVersionSetPropertiesSchema,
  keptPropertiesSchema,
  OPERATIONS,
  type OperationProperties,
  operationPropertiesSchema,
  type Parameter,
  servicePropertiesSchema,
} from "../../model.ts";
import { serviceIdOf } from "../../resource-tree.ts";

type Json = Readonly<Record<string, unknown>>;
type Representations = NonNullable<OperationProperties["responses"][number]["representations"]>;

/**
 * An API as an OpenAPI 3 document, with the gateway for its server. Operations for any method (`*`) are left out: the format
 * has no word for them. What the import keeps of a definition comes back; the rest of that definition doesn't.
 */
export function exportApi(api: Resource, resources: ResourceStore): Json {
  const properties = apiPropertiesSchema.parse(api.properties);
  const service = resources.get(serviceIdOf(api.id));
  const gatewayUrl = service === undefined ? "" : servicePropertiesSchema.parse(service.properties).gatewayUrl;
  const { header, query } = properties.subscriptionKeyParameterNames;
  const schemas = schemasOf(api, resources);
  return {
    openapi: "3.0.1",
    info: {
      title: properties.displayName,
      ...(properties.description !== undefined && { description: properties.description }),
      version: properties.apiVersion ?? "1.0",
    },
    servers: [{ url: [gatewayUrl, properties.path, versionSegment(properties, resources)].filter(Boolean).join("/") }],
    paths: pathsOf(
      resources
        .list(OPERATIONS, api.id)
        .map(({ name, properties }) => [name, operationPropertiesSchema.parse(properties)]),
      new Set(Object.keys(schemas)),
    ),
    components: {
      ...(Object.keys(schemas).length > 0 && { schemas }),
      ...(properties.subscriptionRequired && {
        securitySchemes: {
          apiKeyHeader: { type: "apiKey", name: header, in: "header" },
          apiKeyQuery: { type: "apiKey", name: query, in: "query" },
        },
      }),
    },
    ...(properties.subscriptionRequired && { security: [{ apiKeyHeader: [] }, { apiKeyQuery: [] }] }),
  };
}

/** The version, where callers write it into the path. */
function versionSegment({ apiVersion, apiVersionSetId }: ApiProperties, resources: ResourceStore): string {
  const set = apiVersionSetId === undefined ? undefined : resources.get(apiVersionSetId);
  if (set === undefined || apiVersion === undefined) return "";
  return apiVersionSetPropertiesSchema.parse(set.properties).versioningScheme === "Segment" ? apiVersion : "";
}

function schemasOf(api: Resource, resources: ResourceStore): Json {
  const documents = resources.list(API_SCHEMAS, api.id).map(({ properties }) => {
    const { document } = keptPropertiesSchema.parse(properties).kept;
    const components = isRecord(document) ? document.components : undefined;
    return isRecord(components) && isRecord(components.schemas) ? components.schemas : {};
  });
  return Object.assign({}, ...documents);
}

function pathsOf(operations: readonly (readonly [string, OperationProperties])[], schemas: ReadonlySet<string>): Json {
  const paths: Record<string, Json> = {};
  for (const [name, operation] of operations) {
    if (operation.method === "*") continue;
    const path = operation.urlTemplate.split("?")[0] ?? "";
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: operationOf(name, operation, schemas) };
  }
  return paths;
}

function operationOf(name: string, operation: OperationProperties, schemas: ReadonlySet<string>): Json {
  const { request, urlTemplate } = operation;
  const path = urlTemplate.split("?")[0] ?? "";
  const template = operation.templateParameters.map((parameter) =>
    parameterOf({ ...parameter, required: true }, path.includes(`{${parameter.name}}`) ? "path" : "query"),
  );
  const body = request?.representations ?? [];
  return {
    operationId: name,
    summary: operation.displayName,
    ...(operation.description !== undefined && { description: operation.description }),
    parameters: [
      ...template,
      ...(request?.queryParameters ?? []).map((parameter) => parameterOf(parameter, "query")),
      ...(request?.headers ?? []).map((parameter) => parameterOf(parameter, "header")),
    ],
    ...(body.length > 0 && {
      requestBody: {
        ...(request?.description && { description: request.description }),
        content: contentOf(body, schemas),
      },
    }),
    responses: responsesOf(operation, schemas),
  };
}

/** OpenAPI asks for one response at least. */
function responsesOf({ responses }: OperationProperties, schemas: ReadonlySet<string>): Json {
  if (responses.length === 0) return { default: { description: "" } };
  return Object.fromEntries(
    responses.map(({ statusCode, description, headers, representations }) => [
      statusCode,
      {
        description: description ?? "",
        ...(headers?.length && {
          headers: Object.fromEntries(headers.map((header) => [header.name, schemaOf(header)])),
        }),
        ...(representations?.length && { content: contentOf(representations, schemas) }),
      },
    ]),
  );
}

function parameterOf(parameter: Parameter, place: "path" | "query" | "header"): Json {
  const { name, description, required } = parameter;
  return {
    name,
    in: place,
    ...(description && { description }),
    ...(required && { required }),
    ...schemaOf(parameter),
  };
}

function schemaOf({ type, values, defaultValue }: Parameter): Json {
  const schema = { type, ...(values?.length && { enum: values }), ...(defaultValue && { default: defaultValue }) };
  return { schema };
}

function contentOf(representations: Representations, schemas: ReadonlySet<string>): Json {
  return Object.fromEntries(
    representations.map(({ contentType, typeName, examples }) => {
      const example = isRecord(examples) && isRecord(examples.default) ? examples.default.value : undefined;
      const reference = typeName && schemas.has(typeName) && `#/components/schemas/${encodeURIComponent(typeName)}`;
      return [
        contentType,
        { ...(reference && { schema: { $ref: reference } }), ...(example !== undefined && { example }) },
      ];
    }),
  );
}

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
