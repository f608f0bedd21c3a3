import { type Deployment, useFunctionAppPlace, useSiteList } from "../azure/function-apps.ts";
import { DataTable } from "../parts/data-table.tsx";
import { Loaded } from "../parts/loaded.tsx";

/** Kudu's numbers ("Kudu REST API": deployment). */
const STATES: Readonly<Record<number, string>> = {
  0: "pending",
  1: "building",
  2: "deploying",
  3: "failed",
  4: "succeeded",
};

/** What was deployed to the app, newest first. */
export function Deployments() {
  const { isReady, siteId } = useFunctionAppPlace();
  const deployments = useSiteList<Deployment>(`${siteId}/deployments`, isReady);
  const empty =
    "Nothing was deployed by zip. Deploy with: az functionapp deployment source config-zip, or func azure functionapp publish";
  return (
    <Loaded query={deployments} what="deployments" empty={{ when: (found) => found.length === 0, text: empty }}>
      {(found) => (
        <DataTable
          label="Deployments"
          rows={found}
          keyOf={({ id }) => id}
          columns={[
            {
              name: "Time",
              isShort: true,
              cell: ({ properties }) => new Date(properties.received_time).toLocaleString(),
            },
            {
              name: "Status",
              isShort: true,
              cell: ({ properties }) => STATES[properties.status] ?? String(properties.status),
            },
            { name: "Runs", isShort: true, cell: ({ properties }) => (properties.active ? "this one" : "") },
            { name: "By", isShort: true, cell: ({ properties }) => properties.deployer },
            { name: "Message", cell: ({ properties }) => properties.message },
          ]}
        />
      )}
    </Loaded>
  );
}
