import { sameResourceId } from "../../platform/index.ts";
import type {
  Resource,
  ResourceRequest,
  ResourceResponse,
  ResourceStore,
  ResourceType,
} from "../../resource-manager/index.ts";
import { childType } from "./child-type.ts";
import type { ManagementContext } from "./context.ts";
import { childNotFound } from "./management-error.ts";
import { type LinkProperties, linkPropertiesSchema } from "./model.ts";
import { lastName, serviceIdOf } from "./resource-tree.ts";

/** How one kind of link differs from the others. */
export interface LinkDefinition {
  /** `…/service/products/groups`: its name is that of the group. */
  readonly type: string;
  /** What errors call the thing linked to. */
  readonly noun: string;
  /** Gives the thing of this name, with its id as its creator spelled it; undefined when the service has none. */
  target(serviceId: string, name: string): { readonly id: string; readonly properties: unknown } | undefined;
}

/**
 * Links from what they lie in to another thing of the service, by its name. HEAD asks, PUT without a body links, DELETE takes
 * the link away; the answers show the thing linked to (API Management REST: "ProductGroup", "GroupUser", "Tag - Assign To Api").
 */
export function linkType(context: ManagementContext, { type, noun, target }: LinkDefinition): ResourceType {
  const verbs = childType<LinkProperties>(context, {
    type,
    noun,
    schema: linkPropertiesSchema,
    make({ id }) {
      const found = target(serviceIdOf(id), lastName(id));
      if (found === undefined) throw childNotFound(noun);
      return { targetId: found.id };
    },
    render: ({ targetId }) => target(serviceIdOf(targetId), lastName(targetId))?.properties ?? null,
  });
  const { apiVersions, get, put, list } = verbs;
  return {
    type,
    apiVersions,
    get,
    put,
    list,
    delete: verbs.delete,
    async head(request: ResourceRequest): Promise<ResourceResponse> {
      return { ...(await verbs.head(request)), status: 204 };
    },
  };
}

/** Deletes the links of `type` that lead to `target`. */
export function deleteLinksTo(target: Resource, type: string, resources: ResourceStore): void {
  for (const link of resources.list(type, serviceIdOf(target.id))) {
    if (sameResourceId(linkPropertiesSchema.parse(link.properties).targetId, target.id)) resources.delete(link.id);
  }
}
