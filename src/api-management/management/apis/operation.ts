import { z } from "zod";
import { sameResourceId } from "../../../platform/index.ts";
import type { ResourceType } from "../../../resource-manager/index.ts";
import { childType } from "../child-type.ts";
import type { ManagementContext } from "../context.ts";
import { validationError } from "../management-error.ts";
import { OPERATIONS, type OperationProperties, operationPropertiesSchema, parameterSchema } from "../model.ts";
import { readBody } from "../read-body.ts";
import { lastName } from "../resource-tree.ts";
import { sameUrlTemplate, templateParameterNames } from "./url-template.ts";

const bodySchema = z.object({
  properties: z.object({
    displayName: z.string().min(1).max(300),
    method: z.string().min(1),
    urlTemplate: z.string().min(1).max(1000),
    description: z.string().max(1000).nullish(),
    templateParameters: z.array(parameterSchema).nullish(),
    request: operationPropertiesSchema.shape.request.nullable(),
    responses: operationPropertiesSchema.shape.responses.nullish(),
  }),
});

/** Operations of an API (API Management REST: "ApiOperation"). Deleting one deletes its policy. */
export function operationType(context: ManagementContext): ResourceType {
  const { resources } = context;

  function checkUnique(id: string, apiId: string, method: string, urlTemplate: string): void {
    for (const other of resources.list(OPERATIONS, apiId)) {
      if (sameResourceId(other.id, id)) continue;
      const taken = operationPropertiesSchema.parse(other.properties);
      if (taken.method !== method || !sameUrlTemplate(taken.urlTemplate, urlTemplate)) continue;
      throw validationError({
        target: "urlTemplate",
        message: `Operation with the same method and URL template already exists: ${method}, ${urlTemplate}`,
      });
    }
  }

  return childType<OperationProperties>(context, {
    type: OPERATIONS,
    noun: "Operation",
    schema: operationPropertiesSchema,
    make({ id, parent, body }) {
      checkOperationName(lastName(id));
      const { properties } = readBody(bodySchema, body);
      const method = readMethod(properties.method);
      const templateParameters = properties.templateParameters ?? [];
      checkTemplateParameters(
        properties.urlTemplate,
        templateParameters.map((parameter) => parameter.name),
        properties.displayName,
      );
      checkUnique(id, parent.id, method, properties.urlTemplate);
      return {
        displayName: properties.displayName,
        method,
        urlTemplate: properties.urlTemplate,
        templateParameters,
        responses: properties.responses ?? [],
        description: properties.description ?? undefined,
        request: properties.request ?? undefined,
      };
    },
    render: ({ displayName, method, urlTemplate, templateParameters, description, request, responses }) => ({
      displayName,
      method,
      urlTemplate,
      templateParameters,
      description: description ?? null,
      request: request ?? { queryParameters: [], headers: [], representations: [] },
      responses,
      policies: null,
    }),
  });
}

/** Azure: 1 to 80 characters (API Management REST: "operationId"). */
function checkOperationName(name: string): void {
  if (name.length >= 1 && name.length <= 80) return;
  throw validationError({ target: "operationId", message: `'${name}' must have 1 to 80 characters.` });
}

/** `*` stands for any method; others are HTTP tokens, custom ones too. */
function readMethod(method: string): string {
  if (method === "*" || /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(method)) return method.toUpperCase();
  throw validationError({ target: "method", message: `'${method}' is not an HTTP method.` });
}

/** Template and parameters must name the same things; the wildcard may be a parameter named `*`, as the portal shows it. */
function checkTemplateParameters(urlTemplate: string, defined: readonly string[], operation: string): void {
  const used = templateParameterNames(urlTemplate);
  const hasWildcard = urlTemplate.split("?")[0]?.endsWith("*") === true;
  const matches =
    new Set(used).size === used.length &&
    new Set(defined).size === defined.length &&
    used.every((name) => defined.includes(name)) &&
    defined.every((name) => used.includes(name) || (name === "*" && hasWildcard));
  if (matches) return;
  throw validationError({
    target: "",
    message: `All template parameters used in the UriTemplate must be defined in the Operation '${operation}', and vice-versa.`,
  });
}
