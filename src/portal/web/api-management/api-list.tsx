import { Link } from "react-router";
import { type Api, useApiManagementPlace, useApimList } from "../azure/api-management.ts";
import { DataTable } from "../parts/data-table.tsx";
import { Loaded } from "../parts/loaded.tsx";

/** The APIs of a service. */
export function ApiList() {
  const { isReady, serviceId, servicePage } = useApiManagementPlace();
  const apis = useApimList<Api>(serviceId, "apis", isReady);
  const empty = "The service has no API yet. Add one by Terraform, or with: az apim api create";
  return (
    <Loaded query={apis} what="APIs" empty={{ when: (found) => found.length === 0, text: empty }}>
      {(found) => (
        <DataTable
          label="APIs"
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
            { name: "Web service", cell: ({ properties }) => properties.serviceUrl ?? "set by a policy" },
            {
              name: "Subscription",
              cell: ({ properties }) => (properties.subscriptionRequired ? "required" : "not required"),
            },
            { name: "Revision", cell: ({ properties }) => properties.apiRevision ?? "1" },
          ]}
        />
      )}
    </Loaded>
  );
}
