import { Link } from "react-router";
import { type Service, useServices } from "../azure/api-management.ts";
import { DataTable } from "../parts/data-table.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { Page } from "../parts/page.tsx";

/** Every API Management service of the subscription. */
export function ServiceList() {
  const services = useServices();
  const empty = "There is no API Management service. Deploy one: gatehouse demo, or gatehouse apply <folder>.";
  return (
    <Page title="API Management">
      <Loaded query={services} what="services" empty={{ when: (found) => found.length === 0, text: empty }}>
        {(found) => (
          <DataTable
            label="Services"
            rows={found}
            keyOf={({ id }) => id}
            columns={[
              { name: "Name", cell: (service) => <Link to={pageOf(service)}>{service.name}</Link> },
              { name: "Resource group", cell: ({ id }) => groupOf(id) },
              { name: "Gateway", cell: ({ properties }) => properties.gatewayUrl },
              { name: "Tier", cell: ({ sku }) => String(sku?.name ?? "") },
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

function pageOf({ id, name }: Service): string {
  return `/api-management/${encodeURIComponent(groupOf(id))}/${encodeURIComponent(name)}`;
}
