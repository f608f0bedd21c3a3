import { Link, useParams } from "react-router";
import { useApiManagementPlace, useApimList } from "../../azure/api-management.ts";
import { DataTable } from "../../parts/data-table.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import type { Product } from "./product.ts";
import { ProductPage } from "./product-page.tsx";

/** The products of a service, or the one that the address names. */
export function Products() {
  const { product } = useParams();
  return product === undefined ? <ProductList /> : <ProductPage name={product} key={product} />;
}

function ProductList() {
  const { isReady, serviceId, servicePage } = useApiManagementPlace();
  const products = useApimList<Product>(serviceId, "products", isReady);
  const empty =
    "The service has no product. Callers with a subscription of a product can call its APIs. Add one by Terraform, or with: az apim product create";
  return (
    <Loaded query={products} what="products" empty={{ when: (found) => found.length === 0, text: empty }}>
      {(found) => (
        <DataTable
          label="Products"
          rows={found}
          keyOf={({ id }) => id}
          columns={[
            {
              name: "Name",
              cell: ({ name, properties }) => (
                <Link to={`${servicePage}/products/${encodeURIComponent(name)}`}>{properties.displayName}</Link>
              ),
            },
            { name: "State", cell: ({ properties }) => stateOf(properties) },
            {
              name: "Subscription",
              cell: ({ properties }) => (properties.subscriptionRequired ? "required" : "not required"),
            },
            { name: "Description", cell: ({ properties }) => properties.description ?? "" },
          ]}
        />
      )}
    </Loaded>
  );
}

/** Whether developers see the product. */
function stateOf({ state }: Product["properties"]): string {
  return state === "published" ? "published" : "not published";
}
