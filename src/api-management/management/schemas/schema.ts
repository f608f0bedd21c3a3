import { z } from "zod";
import type { ResourceType } from "../../../resource-manager/index.ts";
import type { ManagementContext } from "../context.ts";
import { keptType } from "../kept-type.ts";
import { validationError } from "../management-error.ts";
import { API_SCHEMAS } from "../model.ts";

/**
 * Schemas of a service, and of one API (API Management REST: "GlobalSchema", "ApiSchema"). Operations refer to the latter by
 * `schemaId`; the policy that would check messages against them, validate-content, is one that the gateway doesn't run.
 */
export function schemaTypes(context: ManagementContext): readonly ResourceType[] {
  return [
    keptType(context, {
      type: "Microsoft.ApiManagement/service/schemas",
      noun: "Schema",
      name: ["schemaId", 80],
      properties: z.object({
        schemaType: z.enum(["xml", "json"]),
        description: z.string().nullish(),
        value: z.unknown().optional(),
        document: z.unknown().optional(),
      }),
      canPatch: false,
      prepare(body) {
        const needed = body.schemaType === "xml" ? "value" : "document";
        if (!isGiven(body[needed]) && !isGiven(body.value)) {
          throw validationError({ target: needed, message: `A schema of type ${body.schemaType} needs ${needed}.` });
        }
        return body;
      },
    }),
    keptType(context, {
      type: API_SCHEMAS,
      noun: "Schema",
      name: ["schemaId", 80],
      properties: z.object({
        contentType: z.string().min(1),
        document: z.object({
          value: z.string().nullish(),
          definitions: z.unknown().optional(),
          components: z.unknown().optional(),
        }),
      }),
      canPatch: false,
      prepare(body) {
        const { value, definitions, components } = body.document;
        if (![value, definitions, components].some(isGiven)) {
          throw validationError({
            target: "document",
            message: "One of value, definitions and components must be there.",
          });
        }
        return body;
      },
    }),
  ];
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
