import { sameResourceId } from "../../../platform/index.ts";
import type { ResourceType } from "../../../resource-manager/index.ts";
import { apiVersions } from "../child-type.ts";
import { collectionPage } from "../collection-page.ts";
import type { ManagementContext } from "../context.ts";
import { PRODUCT_APIS, PRODUCTS, productApiPropertiesSchema, productPropertiesSchema } from "../model.ts";
import { requireParent, serviceIdOf } from "../resource-tree.ts";
import { renderProduct } from "./product.ts";

/** The products that an API is in, as they are listed among the service's (API Management REST: "Api Product - List By Apis"). */
export function apiProductsType({ resources }: ManagementContext): ResourceType {
  return {
    type: "Microsoft.ApiManagement/service/apis/products",
    apiVersions,
    list(request) {
      const api = requireParent(request.target, resources);
      const serviceId = serviceIdOf(api.id);
      const links = resources
        .list(PRODUCT_APIS, serviceId)
        .filter(({ properties }) => sameResourceId(productApiPropertiesSchema.parse(properties).apiId, api.id));
      const products = resources
        .list(PRODUCTS, serviceId)
        .filter(({ id }) => links.some((link) => link.id.toLowerCase().startsWith(`${id.toLowerCase()}/`)));
      return collectionPage(
        request,
        products.map(({ id, name, properties }) => {
          return { id, type: PRODUCTS, name, properties: renderProduct(productPropertiesSchema.parse(properties)) };
        }),
      );
    },
  };
}
