import { Spinner } from "@fluentui/react-components";
import { Suspense } from "react";
import { Outlet, useLocation } from "react-router";
import { useApiManagementPlace } from "../azure/api-management.ts";
import { Page } from "../parts/page.tsx";
import { PlaceTabs } from "../parts/place-tabs.tsx";

const parts = [
  ["apis", "APIs"],
  ["policy", "All APIs' policy"],
  ["products", "Products"],
  ["subscriptions", "Subscriptions"],
  ["named-values", "Named values"],
  ["backends", "Backends"],
] as const;

/** A service: its parts as tabs, and the page of the one that is open. */
export function ServiceFrame() {
  const { servicePage, names } = useApiManagementPlace();
  const { pathname } = useLocation();
  const open = pathname.slice(servicePage.length + 1).split("/")[0] ?? "";
  return (
    <Page title={names.service} crumbs={[{ name: "API Management", to: "/api-management" }]} fills>
      <PlaceTabs
        label="Parts of the service"
        current={`${servicePage}/${open}`}
        tabs={parts.map(([path, name]) => ({ name, to: `${servicePage}/${path}` }))}
      />
      <Suspense fallback={<Spinner label="Loading" />}>
        <Outlet />
      </Suspense>
    </Page>
  );
}
