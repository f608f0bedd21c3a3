import { Outlet, useLocation } from "react-router";
import { useFunctionAppPlace } from "../azure/function-apps.ts";
import { Page } from "../parts/page.tsx";
import { PlaceTabs } from "../parts/place-tabs.tsx";

const views = ["Overview", "Settings", "Functions", "Log", "Authentication", "Deployments"] as const;

/** A function app: its views as tabs, and the one that is open. */
export function AppFrame() {
  const { sitePage, name } = useFunctionAppPlace();
  const { pathname } = useLocation();
  const open = pathname.slice(pathname.lastIndexOf("/") + 1);
  return (
    <Page title={name} crumbs={[{ name: "Function apps", to: "/function-apps" }]} fills={open === "log"}>
      <PlaceTabs
        label="Views of the function app"
        current={`${sitePage}/${open}`}
        tabs={views.map((view) => ({ name: view, to: `${sitePage}/${view.toLowerCase()}` }))}
      />
      <Outlet />
    </Page>
  );
}
