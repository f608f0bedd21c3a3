import { z } from "zod";
import type { ResourceType } from "../../../resource-manager/index.ts";
import { childType } from "../child-type.ts";
import type { ManagementContext } from "../context.ts";
import { checkEntityName } from "../entity-name.ts";
import { deleteLinksTo, linkType } from "../link-type.ts";
import { ManagementError, validationError } from "../management-error.ts";
import { GROUP_USERS, GROUPS, type GroupProperties, groupPropertiesSchema, PRODUCT_GROUPS } from "../model.ts";
import { readBody } from "../read-body.ts";
import { lastName } from "../resource-tree.ts";
import { findUser, renderUser } from "../users/user.ts";
import { builtInGroups } from "./built-in-groups.ts";

const bodySchema = z.object({
  properties: z.object({
    displayName: z.string().min(1).max(300),
    description: z.string().max(1000).nullish(),
    type: z.enum(["custom", "external"]).nullish(),
    externalId: z.string().nullish(),
  }),
});

/** Groups, their users, and the groups that see a product (API Management REST: "Group", "GroupUser", "ProductGroup"). */
export function groupTypes(context: ManagementContext): readonly ResourceType[] {
  const { resources } = context;
  const verbs = childType<GroupProperties>(context, {
    type: GROUPS,
    noun: "Group",
    schema: groupPropertiesSchema,
    deleting: (group) => deleteLinksTo(group, PRODUCT_GROUPS, resources),
    make({ id, body }) {
      checkEntityName("groupId", lastName(id));
      refuseBuiltIn(lastName(id));
      const { properties } = readBody(bodySchema, body);
      const type = properties.type ?? "custom";
      if ((type === "external") !== Boolean(properties.externalId)) {
        throw validationError({
          target: "externalId",
          message: "An external group has an externalId, a custom one none.",
        });
      }
      return {
        displayName: properties.displayName,
        description: properties.description ?? undefined,
        builtIn: false,
        type,
        externalId: properties.externalId ?? undefined,
      };
    },
    render: renderGroup,
  });

  return [
    {
      ...verbs,
      delete(request) {
        refuseBuiltIn(request.name);
        return verbs.delete(request);
      },
    },
    linkType(context, {
      type: GROUP_USERS,
      noun: "User",
      target(serviceId, name) {
        const user = findUser(serviceId, name, resources);
        return user && { id: user.id, properties: renderUser(user.properties) };
      },
    }),
    linkType(context, {
      type: PRODUCT_GROUPS,
      noun: "Group",
      target(serviceId, name) {
        const group = resources.get(`${serviceId}/groups/${name}`);
        return group && { id: group.id, properties: renderGroup(groupPropertiesSchema.parse(group.properties)) };
      },
    }),
  ];
}

/** A group as callers see it, under `properties`. */
export function renderGroup({ displayName, description, builtIn, type, externalId }: GroupProperties): unknown {
  return { displayName, description: description ?? null, builtIn, type, externalId: externalId ?? null };
}

function refuseBuiltIn(name: string): void {
  if (!Object.hasOwn(builtInGroups, name.toLowerCase())) return;
  throw new ManagementError(400, "ValidationError", `The system group '${name}' can be neither changed nor deleted.`);
}
