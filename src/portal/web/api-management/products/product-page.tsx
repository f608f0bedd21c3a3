import { makeStyles, tokens } from "@fluentui/react-components";
import { Link } from "react-router";
import { type Api, useApiManagementPlace, useApimList, useApimResource } from "../../azure/api-management.ts";
import type { ArmResource } from "../../azure/resource-manager.ts";
import { DataTable } from "../../parts/data-table.tsx";
import { Facts } from "../../parts/facts.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { PolicyEditor } from "../design/editor/policy-editor.tsx";
import { policyIdOf } from "../design/scopes.ts";
import type { Product } from "./product.ts";

type Group = ArmResource<{ readonly displayName: string; readonly type: string; readonly description?: string | null }>;

const useStyles = makeStyles({
  parts: { display: "flex", flexDirection: "column", gap: "24px", paddingBottom: "32px" },
  part: { display: "flex", flexDirection: "column", gap: "8px" },
  title: { margin: 0, fontSize: tokens.fontSizeBase500 },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400 },
});

/** One product: what it opens, to whom, and its policy. */
export function ProductPage({ name }: { readonly name: string }) {
  const styles = useStyles();
  const { isReady, serviceId, servicePage } = useApiManagementPlace();
  const productId = `${serviceId}/products/${name}`;
  const product = useApimResource<Product>(productId, isReady);
  return (
    <Loaded query={product} what="the product">
      {({ properties }) => (
        <div className={styles.parts}>
          <div className={styles.part}>
            <Link to={`${servicePage}/products`}>All products</Link>
            <h2 className={styles.title}>{properties.displayName}</h2>
            <Facts
              facts={[
                ["Description", properties.description || "none"],
                ["State", properties.state === "published" ? "published" : "not published"],
                ["Subscription", properties.subscriptionRequired ? "required" : "not required"],
                ["Approval", properties.approvalRequired ? "required" : "not required"],
                ["Subscriptions at most", properties.subscriptionsLimit ?? "any number"],
              ]}
            />
          </div>
          <Apis productId={productId} />
          <Groups productId={productId} />
          <section className={styles.part} aria-labelledby="document">
            <h2 id="document" className={styles.heading}>
              Policy document
            </h2>
            <PolicyEditor
              policyId={policyIdOf(productId)}
              scope="product"
              label={`Policy of the product ${properties.displayName}`}
              isReady={isReady}
            />
          </section>
        </div>
      )}
    </Loaded>
  );
}

function Apis({ productId }: { readonly productId: string }) {
  const styles = useStyles();
  const { isReady, servicePage } = useApiManagementPlace();
  const apis = useApimList<Api>(productId, "apis", isReady);
  const empty = "The product has no API: its subscriptions open nothing. Add one with: az apim product api add";
  return (
    <section className={styles.part} aria-labelledby="apis">
      <h2 id="apis" className={styles.heading}>
        APIs
      </h2>
      <Loaded query={apis} what="APIs" empty={{ when: (found) => found.length === 0, text: empty }}>
        {(found) => (
          <DataTable
            label="APIs of the product"
            rows={found}
            keyOf={({ id }) => id}
            columns={[
              {
                name: "Name",
                cell: ({ name, properties }) => (
                  <Link to={`${servicePage}/apis/${encodeURIComponent(name)}`}>{properties.displayName}</Link>
                ),
              },
              { name: "Path", cell: ({ properties }) => `/${properties.path}` },
            ]}
          />
        )}
      </Loaded>
    </section>
  );
}

function Groups({ productId }: { readonly productId: string }) {
  const styles = useStyles();
  const { isReady } = useApiManagementPlace();
  const groups = useApimList<Group>(productId, "groups", isReady);
  const empty = "No group: only administrators see the product in a developer portal. A call needs its key, no group.";
  return (
    <section className={styles.part} aria-labelledby="groups">
      <h2 id="groups" className={styles.heading}>
        Groups
      </h2>
      <Loaded query={groups} what="groups" empty={{ when: (found) => found.length === 0, text: empty }}>
        {(found) => (
          <DataTable
            label="Groups of the product"
            rows={found}
            keyOf={({ id }) => id}
            columns={[
              { name: "Name", cell: ({ properties }) => properties.displayName },
              { name: "Type", cell: ({ properties }) => properties.type },
              { name: "Description", cell: ({ properties }) => properties.description ?? "" },
            ]}
          />
        )}
      </Loaded>
    </section>
  );
}
