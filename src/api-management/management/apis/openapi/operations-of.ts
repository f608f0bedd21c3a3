import { validationError } from "../../management-error.ts";
import type { OperationProperties, Parameter } from "../../model.ts";
import { sameUrlTemplate, templateParameterNames } from "../url-template.ts";
import type { Definition, DefinitionContent, DefinitionParameter } from "./definition.ts";

/** An operation to store, with the name that it gets. */
export interface ImportedOperation {
  readonly name: string;
  readonly properties: Omit<OperationProperties, "etag">;
}

/** Requests of these have no body to describe ("API import restrictions and known issues": during OpenAPI import). */
const bodiless = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * The operations of a definition. Query parameters that are required become part of the URL template; messages refer to the
 * definition's schemas, which are kept as the API's schema `schemaId`.
 */
export function operationsOf(definition: Definition, schemaId: string): readonly ImportedOperation[] {
  const taken = new Set<string>();
  const operations = definition.operations.map(({ path, method, operation, parameters }): ImportedOperation => {
    const inPlace = (place: DefinitionParameter["in"]) => parameters.filter((parameter) => parameter.in === place);
    const [required, optional] = [true, false].map((is) =>
      inPlace("query").filter((parameter) => (parameter.required === true) === is),
    );
    const query = (required ?? []).map(({ name }) => `${name}={${name}}`).join("&");
    const templateParameters = [...inPlace("path"), ...(required ?? [])].map(convert);
    const urlTemplate = query === "" ? path : `${path}?${query}`;
    checkTemplate(urlTemplate, templateParameters, `${method} ${path}`);
    const body = bodiless.has(method) || operation.requestBody === undefined ? undefined : operation.requestBody;
    const { description, content } = body === undefined ? {} : definition.requestBody(body);
    return {
      name: uniqueName(operation.operationId ?? `${method}-${path}`, taken),
      properties: {
        displayName: (operation.summary || operation.operationId || `${method} - ${path}`).slice(0, 300),
        method,
        urlTemplate,
        templateParameters,
        ...(operation.description && { description: operation.description.slice(0, 1000) }),
        request: {
          ...(description && { description }),
          queryParameters: (optional ?? []).map(convert),
          headers: inPlace("header").map(convert),
          representations: representationsOf(content, schemaId),
        },
        responses: responsesOf(definition, operation.responses ?? {}, schemaId),
      },
    };
  });
  checkUnique(operations);
  return operations;
}

function responsesOf(
  definition: Definition,
  responses: Readonly<Record<string, unknown>>,
  schemaId: string,
): OperationProperties["responses"] {
  // `default` and `2XX` have no one status, which API Management's contract asks for.
  return Object.entries(responses)
    .filter(([status]) => /^[1-5]\d\d$/.test(status))
    .map(([status, value]) => {
      const { description, content, headers = {} } = definition.response(value);
      return {
        statusCode: Number(status),
        description,
        headers: Object.keys(headers).map((name) => ({ name, type: "string" })),
        representations: representationsOf(content, schemaId),
      };
    });
}

function representationsOf(content: DefinitionContent | undefined, schemaId: string) {
  return Object.entries(content ?? {}).map(([contentType, { schema, example }]) => {
    const reference = /^#\/components\/schemas\/([^/]+)$/.exec(String(schema?.$ref ?? ""));
    return {
      contentType,
      ...(reference?.[1] !== undefined && { schemaId, typeName: decodeURIComponent(reference[1]) }),
      ...(example !== undefined && { examples: { default: { value: example } } }),
    };
  });
}

function convert({ name, description, required, schema = {}, ...parameter }: DefinitionParameter): Parameter {
  const type = [schema.type].flat().find((candidate) => typeof candidate === "string" && candidate !== "null");
  return {
    name,
    type: typeof type === "string" ? type : "string",
    required: parameter.in === "path" || required === true,
    values: Array.isArray(schema.enum) ? schema.enum.map(String) : [],
    ...(description !== undefined && { description }),
    ...(schema.default !== undefined && { defaultValue: String(schema.default) }),
  };
}

function checkTemplate(urlTemplate: string, parameters: readonly Parameter[], operation: string): void {
  const used = templateParameterNames(urlTemplate).map((name) => name.toLowerCase());
  const defined = parameters.map(({ name }) => name.toLowerCase());
  const fits = new Set(used).size === used.length && used.length === defined.length;
  if (fits && used.every((name) => defined.includes(name))) return;
  throw validationError({
    target: "value",
    message: `Parsing error(s): The parameters of ${operation} must be those of its URL template '${urlTemplate}', each once.`,
  });
}

function checkUnique(operations: readonly ImportedOperation[]): void {
  for (const [index, { properties }] of operations.entries()) {
    const twin = operations
      .slice(0, index)
      .find(
        (other) =>
          other.properties.method === properties.method &&
          sameUrlTemplate(other.properties.urlTemplate, properties.urlTemplate),
      );
    if (twin === undefined) continue;
    throw validationError({
      target: "value",
      message: `Parsing error(s): Operation with the same method and URL template already exists: ${properties.method}, ${properties.urlTemplate}`,
    });
  }
}

/** "API import restrictions and known issues": normalization rules for operationId. 76 characters leave room for a number. */
function uniqueName(operationId: string, taken: Set<string>): string {
  const base =
    operationId
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 76) || "operation";
  let name = base;
  for (let count = 1; taken.has(name); count += 1) name = `${base}-${count}`;
  taken.add(name);
  return name;
}
