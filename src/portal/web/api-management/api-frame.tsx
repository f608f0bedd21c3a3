import { makeStyles, mergeClasses, Spinner, tokens } from "@fluentui/react-components";
import { Suspense } from "react";
import { NavLink, Outlet, useLocation } from "react-router";
import {
  type Api,
  type Operation,
  useApiManagementPlace,
  useApimList,
  useApimResource,
} from "../azure/api-management.ts";
import { Loaded } from "../parts/loaded.tsx";
import { LongList } from "../parts/long-list.tsx";
import { PlaceTabs } from "../parts/place-tabs.tsx";

const OPERATION_HEIGHT = 36;

const useStyles = makeStyles({
  frame: {
    display: "grid",
    gridTemplateColumns: "260px minmax(0, 1fr)",
    gap: "16px",
    minHeight: 0,
    flexGrow: 1,
    "@media (max-width: 960px)": { gridTemplateColumns: "minmax(0, 1fr)", gridTemplateRows: "180px auto" },
  },
  tree: { display: "flex", flexDirection: "column", minHeight: 0, gap: "4px" },
  name: { margin: 0, fontSize: tokens.fontSizeBase400 },
  operation: {
    display: "flex",
    alignItems: "center",
    gap: "8px",
    height: "32px",
    padding: "0 8px",
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: "none",
    overflow: "hidden",
    whiteSpace: "nowrap",
    textOverflow: "ellipsis",
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  current: { backgroundColor: tokens.colorNeutralBackground1Selected, fontWeight: tokens.fontWeightSemibold },
  method: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, width: "48px", flexShrink: 0 },
  content: {
    minWidth: 0,
    minHeight: 0,
    overflowY: "auto",
    display: "flex",
    flexDirection: "column",
    gap: "12px",
    // Room for the ring of what has the focus at the edge.
    padding: "2px",
    "@media (max-width: 960px)": { overflowY: "visible" },
  },
});

/** An API: its operations at the side, and what can be done with the one that is open. */
export function ApiFrame() {
  const styles = useStyles();
  const { isReady, apiId, apiPage, operationPage, names } = useApiManagementPlace();
  const { pathname } = useLocation();
  const api = useApimResource<Api>(apiId, isReady);
  const operations = useApimList<Operation>(apiId, "operations", isReady);
  // The view stays the same when another operation is gone to.
  const view = names.operation !== "" && pathname.endsWith("/test") ? "test" : "design";
  const link = ({ isActive }: { readonly isActive: boolean }) =>
    mergeClasses(styles.operation, isActive && styles.current);
  return (
    <div className={styles.frame}>
      <div className={styles.tree}>
        <h2 className={styles.name}>{api.data?.properties.displayName ?? names.api}</h2>
        <NavLink className={link} to={`${apiPage}/design`}>
          All operations
        </NavLink>
        <Loaded
          query={operations}
          what="operations"
          empty={{ when: (found) => found.length === 0, text: "No operations." }}
        >
          {(found) => (
            <LongList
              label="Operations"
              items={found}
              keyOf={({ id }) => id}
              itemHeight={OPERATION_HEIGHT}
              render={({ name, properties }) => (
                <NavLink
                  className={() =>
                    mergeClasses(
                      styles.operation,
                      name.toLowerCase() === names.operation.toLowerCase() && styles.current,
                    )
                  }
                  to={`${apiPage}/operations/${encodeURIComponent(name)}/${view}`}
                >
                  <span className={styles.method}>{properties.method}</span>
                  {properties.displayName}
                </NavLink>
              )}
            />
          )}
        </Loaded>
      </div>
      <div className={styles.content}>
        {names.operation !== "" && (
          <PlaceTabs
            label="Views of the operation"
            current={`${operationPage}/${view}`}
            tabs={[
              { name: "Design", to: `${operationPage}/design` },
              { name: "Test", to: `${operationPage}/test` },
            ]}
          />
        )}
        <Suspense fallback={<Spinner label="Loading" />}>
          <Outlet />
        </Suspense>
      </div>
    </div>
  );
}
