import { useApiManagementPlace, useApimList } from "../../azure/api-management.ts";
import type { ArmResource } from "../../azure/resource-manager.ts";
import { DataTable } from "../../parts/data-table.tsx";
import { Loaded } from "../../parts/loaded.tsx";

interface Credentials {
  readonly header?: Readonly<Record<string, readonly string[]>>;
  readonly query?: Readonly<Record<string, readonly string[]>>;
  readonly authorization?: { readonly scheme: string } | null;
}

type Backend = ArmResource<{
  readonly title?: string | null;
  readonly url: string;
  readonly protocol: string;
  readonly credentials?: Credentials;
  readonly circuitBreaker?: { readonly rules?: readonly { readonly name: string }[] };
}>;

/** The backends of a service. What they send along is told by name, never by value. */
export function Backends() {
  const { isReady, serviceId } = useApiManagementPlace();
  const backends = useApimList<Backend>(serviceId, "backends", isReady);
  const empty =
    "The service has no backend. A policy names one: set-backend-service backend-id. Add one by Terraform: azurerm_api_management_backend.";
  return (
    <Loaded query={backends} what="backends" empty={{ when: (found) => found.length === 0, text: empty }}>
      {(found) => (
        <DataTable
          label="Backends"
          rows={found}
          keyOf={({ id }) => id}
          columns={[
            { name: "Name", cell: ({ name, properties }) => properties.title || name },
            { name: "URL", cell: ({ properties }) => properties.url },
            { name: "Protocol", cell: ({ properties }) => properties.protocol },
            { name: "Credentials", cell: ({ properties }) => describeCredentials(properties.credentials) },
            {
              name: "Circuit breaker",
              cell: ({ properties }) =>
                (properties.circuitBreaker?.rules ?? []).map(({ name }) => name).join(", ") || "none",
            },
          ]}
        />
      )}
    </Loaded>
  );
}

function describeCredentials(credentials: Credentials | undefined): string {
  const { header = {}, query = {}, authorization } = credentials ?? {};
  const parts = [
    ...Object.keys(header).map((name) => `header ${name}`),
    ...Object.keys(query).map((name) => `query ${name}`),
    ...(authorization ? [`authorization ${authorization.scheme}`] : []),
  ];
  return parts.length === 0 ? "none" : `present: ${parts.join(", ")}`;
}
