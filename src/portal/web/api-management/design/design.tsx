import { makeStyles, tokens } from "@fluentui/react-components";
import { useSearchParams } from "react-router";
import {
  type Api,
  type Operation,
  useApiManagementPlace,
  useApimList,
  useApimResource,
} from "../../azure/api-management.ts";
import { Loaded } from "../../parts/loaded.tsx";
import { PlaceTabs } from "../../parts/place-tabs.tsx";
import type { Product } from "../products/product.ts";
import { PolicyEditor } from "./editor/policy-editor.tsx";
import { EffectivePolicyView } from "./effective-policy.tsx";
import { ApiFrontend, OperationFrontend } from "./frontend.tsx";
import { addressedScope, addressOf, type Scope, scopesOf } from "./scopes.ts";

const useStyles = makeStyles({
  parts: { display: "flex", flexDirection: "column", gap: "24px", paddingBottom: "32px" },
  part: { display: "flex", flexDirection: "column", gap: "8px", minWidth: 0 },
  title: { margin: 0, fontSize: tokens.fontSizeBase400 },
  tabs: { overflowX: "auto" },
});

/** Frontend and policies of an API or an operation. */
export function Design() {
  const { isReady, apiId, names } = useApiManagementPlace();
  const api = useApimResource<Api>(apiId, isReady);
  return (
    <Loaded query={api} what="the API">
      {(found) => (names.operation === "" ? <OfApi api={found} /> : <OfOperation key={names.operation} api={found} />)}
    </Loaded>
  );
}

function OfApi({ api }: { readonly api: Api }) {
  const styles = useStyles();
  const { isReady, apiId, serviceId } = useApiManagementPlace();
  const products = useApimList<Product>(apiId, "products", isReady);
  return (
    <div className={styles.parts}>
      <ApiFrontend api={api} />
      <Loaded query={products} what="products">
        {(found) => (
          <Documents
            scopes={scopesOf({ operationId: undefined, apiId, serviceId, products: found })}
            of={`the API ${api.properties.displayName}`}
          />
        )}
      </Loaded>
    </div>
  );
}

function OfOperation({ api }: { readonly api: Api }) {
  const styles = useStyles();
  const { isReady, apiId, serviceId, operationId } = useApiManagementPlace();
  const operation = useApimResource<Operation>(operationId, isReady);
  const products = useApimList<Product>(apiId, "products", isReady);
  return (
    <Loaded query={operation} what="the operation">
      {(found) => (
        <div className={styles.parts}>
          <OperationFrontend operation={found} path={api.properties.path} />
          <Loaded query={products} what="products">
            {(inProducts) => {
              const scopes = scopesOf({ operationId, apiId, serviceId, products: inProducts });
              return (
                <>
                  <EffectivePolicyView operationId={operationId} scopes={scopes} products={inProducts} />
                  <Documents scopes={scopes} of={`the operation ${found.properties.displayName}`} />
                </>
              );
            }}
          </Loaded>
        </div>
      )}
    </Loaded>
  );
}

/** The editor of the scope that the address names. */
function Documents({ scopes, of }: { readonly scopes: readonly Scope[]; readonly of: string }) {
  const styles = useStyles();
  const { isReady } = useApiManagementPlace();
  const [query] = useSearchParams();
  const scope = addressedScope(scopes, query) ?? scopes[0];
  if (scope === undefined) return null;
  const tabOf = (each: Scope) => `?${addressOf(each, query)}`;
  return (
    <section className={styles.part} aria-labelledby="document">
      <h2 id="document" className={styles.title}>
        Policy document
      </h2>
      <div className={styles.tabs}>
        <PlaceTabs
          label={`Scopes of ${of}`}
          current={tabOf(scope)}
          tabs={scopes.map((each) => ({ name: each.name, to: tabOf(each) }))}
        />
      </div>
      <PolicyEditor
        policyId={scope.policyId}
        scope={scope.kind}
        label={`Policy of ${of}, ${scope.name}`}
        isReady={isReady}
      />
    </section>
  );
}
