import { z } from "zod";
import { sameResourceId } from "../../../platform/index.ts";
import type { ResourceType } from "../../../resource-manager/index.ts";
import { childType } from "../child-type.ts";
import type { ManagementContext } from "../context.ts";
import { checkEntityName } from "../entity-name.ts";
import { deleteLinksTo, linkType } from "../link-type.ts";
import { validationError } from "../management-error.ts";
import { APIS, OPERATIONS, PRODUCTS, TAGS, type TagProperties, tagPropertiesSchema } from "../model.ts";
import { readBody } from "../read-body.ts";
import { lastName, serviceIdOf } from "../resource-tree.ts";

const bodySchema = z.object({ properties: z.object({ displayName: z.string().min(1).max(160) }) });

/**
 * Tags of a service, and of its APIs, operations and products (API Management REST: "Tag"). Deleting one takes it off
 * everything.
 */
export function tagTypes(context: ManagementContext): readonly ResourceType[] {
  const { resources } = context;
  const links = [APIS, OPERATIONS, PRODUCTS].map((type) => `${type}/tags`);

  function checkNameIsFree(id: string, displayName: string): void {
    const taken = resources
      .list(TAGS, serviceIdOf(id))
      .find(
        (other) =>
          !sameResourceId(other.id, id) && tagPropertiesSchema.parse(other.properties).displayName === displayName,
      );
    if (taken === undefined) return;
    throw validationError({ target: "displayName", message: `The tag '${taken.name}' already has this display name.` });
  }

  const tags = childType<TagProperties>(context, {
    type: TAGS,
    noun: "Tag",
    schema: tagPropertiesSchema,
    deleting(tag) {
      for (const type of links) deleteLinksTo(tag, type, resources);
    },
    make({ id, body }) {
      checkEntityName("tagId", lastName(id), 80);
      const { displayName } = readBody(bodySchema, body).properties;
      checkNameIsFree(id, displayName);
      return { displayName };
    },
    render: ({ displayName }) => ({ displayName }),
  });

  return [
    tags,
    ...links.map((type) =>
      linkType(context, {
        type,
        noun: "Tag",
        target(serviceId, name) {
          const tag = resources.get(`${serviceId}/tags/${name}`);
          if (tag === undefined) return undefined;
          return { id: tag.id, properties: { displayName: tagPropertiesSchema.parse(tag.properties).displayName } };
        },
      }),
    ),
  ];
}
