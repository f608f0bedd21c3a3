import { z } from "zod";
import { sameResourceId } from "../../platform/index.ts";
import type { Resource, ResourceRequest, ResourceStore, ResourceType } from "../../resource-manager/index.ts";
import { apiVersions } from "./child-type.ts";
import { collectionPage } from "./collection-page.ts";
import type { ManagementContext } from "./context.ts";
import { etagHeader } from "./etags.ts";
import { renderGroup } from "./groups/group.ts";
import { childNotFound } from "./management-error.ts";
import {
  APIS,
  GROUP_USERS,
  GROUPS,
  groupPropertiesSchema,
  PRODUCT_APIS,
  PRODUCTS,
  productPropertiesSchema,
  SUBSCRIPTIONS,
  subscriptionPropertiesSchema,
  USERS,
} from "./model.ts";
import { renderProduct } from "./products/product.ts";
import { lastName, requireParent, serviceIdOf } from "./resource-tree.ts";
import { renderSubscription } from "./subscriptions/subscription.ts";

/** Things of the service that are listed below another one to which they are related. */
interface Relation {
  /** What they are related to: type of the parent. */
  readonly parent: string;
  /** What they are. */
  readonly type: string;
  readonly noun: string;
  isRelated(item: Resource, parent: Resource, resources: ResourceStore): boolean;
  /** The `properties` that callers see. */
  render(properties: unknown): unknown;
}

const stampedSchema = z.object({ etag: z.string() });

const renderSubscriptionOf = (properties: unknown) =>
  renderSubscription(subscriptionPropertiesSchema.parse(properties));

/** API Management REST: "Api Product", "Product Subscriptions", "User Subscription", "User Group". */
const relations: readonly Relation[] = [
  {
    parent: APIS,
    type: PRODUCTS,
    noun: "Product",
    isRelated: (product, api, resources) => hasLink(PRODUCT_APIS, product, api, resources),
    render: (properties) => renderProduct(productPropertiesSchema.parse(properties)),
  },
  {
    parent: PRODUCTS,
    type: SUBSCRIPTIONS,
    noun: "Subscription",
    isRelated: ({ properties }, product) =>
      sameResourceId(subscriptionPropertiesSchema.parse(properties).scope, product.id),
    render: renderSubscriptionOf,
  },
  {
    parent: USERS,
    type: SUBSCRIPTIONS,
    noun: "Subscription",
    isRelated({ properties }, user) {
      const { ownerId } = subscriptionPropertiesSchema.parse(properties);
      return ownerId !== undefined && sameResourceId(ownerId, user.id);
    },
    render: renderSubscriptionOf,
  },
  {
    parent: USERS,
    type: GROUPS,
    noun: "Group",
    isRelated: (group, user, resources) => hasLink(GROUP_USERS, group, user, resources),
    render: (properties) => renderGroup(groupPropertiesSchema.parse(properties)),
  },
];

/**
 * Lists from the other end of a relation: which products an API is in, which subscriptions a user owns. They are read only, under
 * ids below the parent. Of a user's subscriptions Azure also tells single ones, so every item can be read here.
 */
export function relatedTypes({ resources }: ManagementContext): readonly ResourceType[] {
  return relations.map((relation) => {
    const { parent: parentType, type, noun, isRelated, render } = relation;
    const ownType = `${parentType}/${lastName(type)}`;

    function related(request: ResourceRequest): readonly Resource[] {
      const parent = requireParent(request.target, resources);
      return resources.list(type, serviceIdOf(parent.id)).filter((item) => isRelated(item, parent, resources));
    }

    function view({ name, properties }: Resource, request: ResourceRequest): unknown {
      const { id } = requireParent(request.target, resources);
      return { id: `${id}/${lastName(type)}/${name}`, type: ownType, name, properties: render(properties) };
    }

    return {
      type: ownType,
      apiVersions,
      list: (request) =>
        collectionPage(
          request,
          related(request).map((item) => view(item, request)),
        ),
      get(request) {
        const found = related(request).find(({ name }) => name.toLowerCase() === request.name.toLowerCase());
        if (found === undefined) throw childNotFound(noun);
        const { etag } = stampedSchema.parse(found.properties);
        return { status: 200, headers: etagHeader(etag), body: view(found, request) };
      },
    };
  });
}

/** True if `to` is linked below `from`. */
function hasLink(type: string, from: Resource, to: Resource, resources: ResourceStore): boolean {
  return resources.list(type, from.id).some(({ name }) => name.toLowerCase() === to.name.toLowerCase());
}
