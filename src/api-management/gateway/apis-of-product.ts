import type { ResourceStore } from "../../resource-manager/index.ts";
import { PRODUCT_APIS, productApiPropertiesSchema } from "../management/model.ts";

/** The names of the APIs that a product has, in lower case and without a revision. */
export function apisOfProduct(productId: string, resources: ResourceStore): ReadonlySet<string> {
  const ids = resources
    .list(PRODUCT_APIS, productId)
    .map(({ properties }) => productApiPropertiesSchema.parse(properties).apiId);
  return new Set(ids.map((id) => id.slice(id.lastIndexOf("/") + 1).toLowerCase()));
}
