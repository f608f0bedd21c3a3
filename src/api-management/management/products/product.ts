import { z } from "zod";
import { sameResourceId } from "../../../platform/index.ts";
import type { Resource, ResourceRequest, ResourceType } from "../../../resource-manager/index.ts";
import { childType } from "../child-type.ts";
import type { ManagementContext } from "../context.ts";
import { checkEntityName } from "../entity-name.ts";
import { validationError } from "../management-error.ts";
import {
  PRODUCT_APIS,
  PRODUCTS,
  type ProductProperties,
  productApiPropertiesSchema,
  productPropertiesSchema,
  SUBSCRIPTIONS,
  subscriptionPropertiesSchema,
} from "../model.ts";
import { readBody } from "../read-body.ts";
import { lastName, serviceIdOf } from "../resource-tree.ts";
import { checkOnlyOpenProduct } from "./open-product.ts";

const bodySchema = z.object({
  properties: z.object({
    displayName: z.string().min(1).max(300),
    description: z.string().max(1000).nullish(),
    terms: z.string().nullish(),
    subscriptionRequired: z.boolean().nullish(),
    approvalRequired: z.boolean().nullish(),
    subscriptionsLimit: z.int().min(0).nullish(),
    state: productPropertiesSchema.shape.state.nullish(),
  }),
});

/** Products (API Management REST: "Product"). Deleting one deletes its policy and its links, not its APIs. */
export function productType(context: ManagementContext): ResourceType {
  const { resources } = context;

  function deleteSubscriptions(product: Resource, request: ResourceRequest): void {
    const subscriptions = resources
      .list(SUBSCRIPTIONS, serviceIdOf(product.id))
      .filter(({ properties }) => sameResourceId(subscriptionPropertiesSchema.parse(properties).scope, product.id));
    if (subscriptions.length > 0 && request.query.get("deleteSubscriptions") !== "true") {
      throw validationError({
        target: "productId",
        message: `Product '${product.name}' has ${subscriptions.length} subscription(s). Delete them first, or send deleteSubscriptions=true.`,
      });
    }
    for (const { id } of subscriptions) resources.delete(id);
  }

  return childType<ProductProperties>(context, {
    type: PRODUCTS,
    noun: "Product",
    schema: productPropertiesSchema,
    deleting: deleteSubscriptions,
    make({ id, body }) {
      checkEntityName("productId", lastName(id));
      const { properties } = readBody(bodySchema, body);
      const subscriptionRequired = properties.subscriptionRequired ?? true;
      if (!subscriptionRequired) {
        for (const link of resources.list(PRODUCT_APIS, id)) {
          checkOnlyOpenProduct(resources, id, productApiPropertiesSchema.parse(link.properties).apiId);
        }
      }
      return {
        displayName: properties.displayName,
        subscriptionRequired,
        state: properties.state ?? "notPublished",
        description: properties.description ?? undefined,
        terms: properties.terms ?? undefined,
        approvalRequired: subscriptionRequired ? (properties.approvalRequired ?? false) : undefined,
        subscriptionsLimit: subscriptionRequired ? (properties.subscriptionsLimit ?? undefined) : undefined,
      };
    },
    render: renderProduct,
  });
}

/** The product as callers see it, under `properties`. */
export function renderProduct(product: ProductProperties): unknown {
  return {
    displayName: product.displayName,
    description: product.description ?? null,
    terms: product.terms ?? null,
    subscriptionRequired: product.subscriptionRequired,
    approvalRequired: product.approvalRequired ?? null,
    subscriptionsLimit: product.subscriptionsLimit ?? null,
    state: product.state,
  };
}
