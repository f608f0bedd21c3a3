import { z } from "zod";
import { sameResourceId } from "../../../platform/index.ts";
import type { ResourceType } from "../../../resource-manager/index.ts";
import { isHeaderName } from "../../pipeline/header-list.ts";
import { childType } from "../child-type.ts";
import type { ManagementContext } from "../context.ts";
import { checkEntityName } from "../entity-name.ts";
import { validationError } from "../management-error.ts";
import {
  API_VERSION_SETS,
  APIS,
  type ApiVersionSetProperties,
  apiPropertiesSchema,
  apiVersionSetPropertiesSchema,
} from "../model.ts";
import { readBody } from "../read-body.ts";
import { lastName, serviceIdOf } from "../resource-tree.ts";

const bodySchema = z.object({
  properties: z.object({
    displayName: z.string().min(1).max(100),
    description: z.string().nullish(),
    versioningScheme: apiVersionSetPropertiesSchema.shape.versioningScheme,
    versionQueryName: z.string().max(100).nullish(),
    versionHeaderName: z.string().max(100).nullish(),
  }),
});

/** Sets of the versions of an API (API Management REST: "ApiVersionSet"). One with APIs in it can't be deleted. */
export function apiVersionSetType(context: ManagementContext): ResourceType {
  const { resources } = context;

  function checkUnused(id: string, target: string, change: string): void {
    const api = resources.list(APIS, serviceIdOf(id)).find(({ properties }) => {
      const { apiVersionSetId } = apiPropertiesSchema.parse(properties);
      return apiVersionSetId !== undefined && sameResourceId(apiVersionSetId, id);
    });
    if (api === undefined) return;
    throw validationError({ target, message: `The API '${api.name}' is in this version set, so ${change}.` });
  }

  return childType<ApiVersionSetProperties>(context, {
    type: API_VERSION_SETS,
    noun: "API version set",
    schema: apiVersionSetPropertiesSchema,
    deleting: ({ id }) => checkUnused(id, "versionSetId", "it can't be deleted"),
    make({ id, body, existing }) {
      checkEntityName("versionSetId", lastName(id), 80);
      const { properties } = readBody(bodySchema, body);
      const { displayName, description, versioningScheme } = properties;
      if (existing !== undefined && existing.versioningScheme !== versioningScheme) {
        checkUnused(id, "versioningScheme", "its scheme can't be changed");
      }
      return {
        displayName,
        description: description ?? undefined,
        versioningScheme,
        ...(versioningScheme === "Query" && { versionQueryName: readName("versionQueryName", properties) }),
        ...(versioningScheme === "Header" && { versionHeaderName: readName("versionHeaderName", properties) }),
      };
    },
    render: ({ displayName, description, versioningScheme, versionQueryName, versionHeaderName }) => ({
      displayName,
      description: description ?? null,
      versioningScheme,
      versionQueryName: versionQueryName ?? null,
      versionHeaderName: versionHeaderName ?? null,
    }),
  });
}

function readName(
  property: "versionQueryName" | "versionHeaderName",
  body: z.infer<typeof bodySchema>["properties"],
): string {
  const name = body[property] ?? "";
  if (isHeaderName(name)) return name;
  throw validationError({
    target: property,
    message: `'${name}' can't tell versions apart: the scheme ${body.versioningScheme} needs the name of one ${property === "versionQueryName" ? "query parameter" : "header"}.`,
  });
}
