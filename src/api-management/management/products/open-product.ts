import { sameResourceId } from "../../../platform/index.ts";
import { parentId, type ResourceStore } from "../../../resource-manager/index.ts";
import { validationError } from "../management-error.ts";
import { PRODUCT_APIS, productApiPropertiesSchema, productPropertiesSchema } from "../model.ts";
import { serviceIdOf } from "../resource-tree.ts";

/**
 * An API can be in one open product at most: a call without a key has to have one product context ("Subscriptions in Azure
 * API Management"). Throws if the API is already in an open product other than `productId`.
 */
export function checkOnlyOpenProduct(resources: ResourceStore, productId: string, apiId: string): void {
  for (const link of resources.list(PRODUCT_APIS, serviceIdOf(productId))) {
    const otherId = parentId(link.id);
    if (sameResourceId(otherId, productId)) continue;
    if (!sameResourceId(productApiPropertiesSchema.parse(link.properties).apiId, apiId)) continue;
    const other = resources.get(otherId);
    if (other === undefined || productPropertiesSchema.parse(other.properties).subscriptionRequired) continue;
    throw validationError({ target: "aid", message: "API cannot be added to more than one open products." });
  }
}
