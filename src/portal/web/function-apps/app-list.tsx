import { Link } from "react-router";
import { type Site, useSites } from "../azure/function-apps.ts";
import { useStatus } from "../azure/gatehouse.ts";
import { DataTable } from "../parts/data-table.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { Page } from "../parts/page.tsx";
import { AppState } from "./app-state.tsx";

/** Every function app of the subscription. */
export function AppList() {
  const sites = useSites();
  const { data: status } = useStatus();
  const empty = "There is no function app. Deploy one: gatehouse demo, or gatehouse apply <folder>.";
  return (
    <Page title="Function apps">
      <Loaded query={sites} what="function apps" empty={{ when: (found) => found.length === 0, text: empty }}>
        {(found) => (
          <DataTable
            label="Function apps"
            rows={found}
            keyOf={({ id }) => id}
            columns={[
              { name: "Name", cell: (site) => <Link to={pageOf(site)}>{site.name}</Link> },
              {
                name: "State",
                cell: ({ name }) => <AppState status={status?.sites.find((one) => one.name === name)} />,
              },
              { name: "Resource group", cell: ({ id }) => groupOf(id) },
              { name: "Host name", cell: ({ properties }) => properties.defaultHostName },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}

function groupOf(id: string): string {
  return id.split("/")[4] ?? "";
}

function pageOf({ id, name }: Site): string {
  return `/function-apps/${encodeURIComponent(groupOf(id))}/${encodeURIComponent(name)}`;
}
