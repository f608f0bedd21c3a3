import type { ResourceType } from "../../../resource-manager/index.ts";
import { renderApi } from "../apis/api.ts";
import { childType } from "../child-type.ts";
import type { ManagementContext } from "../context.ts";
import { childNotFound } from "../management-error.ts";
import {
  apiPropertiesSchema,
  PRODUCT_APIS,
  type ProductApiProperties,
  productApiPropertiesSchema,
  productPropertiesSchema,
} from "../model.ts";
import { lastName, serviceIdOf } from "../resource-tree.ts";
import { checkOnlyOpenProduct } from "./open-product.ts";

/** Which APIs are in a product (API Management REST: "ProductApi"): HEAD asks, PUT adds, DELETE takes out. */
export function productApiType(context: ManagementContext): ResourceType {
  const { resources } = context;
  const verbs = childType<ProductApiProperties>(context, {
    type: PRODUCT_APIS,
    noun: "API",
    schema: productApiPropertiesSchema,
    make({ id, parent }) {
      const api = resources.get(`${serviceIdOf(id)}/apis/${lastName(id)}`);
      if (api === undefined) throw childNotFound("API");
      if (!productPropertiesSchema.parse(parent.properties).subscriptionRequired) {
        checkOnlyOpenProduct(resources, parent.id, api.id);
      }
      return { apiId: api.id };
    },
    render({ apiId }) {
      const api = resources.get(apiId);
      return api === undefined ? null : renderApi(apiPropertiesSchema.parse(api.properties));
    },
  });
  return {
    type: verbs.type,
    apiVersions: verbs.apiVersions,
    put: verbs.put,
    delete: verbs.delete,
    list: verbs.list,
    async head(request) {
      return { ...(await verbs.head(request)), status: 204 };
    },
  };
}
