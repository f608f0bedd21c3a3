import { Link } from "react-router";
import { Loaded } from "../parts/loaded.tsx";
import { FilteredTable } from "./filtered-table.tsx";
import { IdentityPage } from "./identity-page.tsx";
import { type ManagedIdentity, resourceLabel, useManagedIdentities } from "./managed-identities.ts";

/** Managed identities, with what they belong to. */
export function ManagedIdentityList() {
  const identities = useManagedIdentities();
  const empty =
    "There is no managed identity. Give a resource one with an identity block in Terraform, or make one with: az identity create";
  return (
    <IdentityPage title="Managed identities" tab="/identity/managed-identities">
      <Loaded query={identities} what="managed identities" empty={{ when: (found) => found.length === 0, text: empty }}>
        {(found) => (
          <FilteredTable
            label="Managed identities"
            rows={found}
            keyOf={({ principalId }) => principalId}
            textOf={({ name, principalId, clientId, usedBy }) => [name, principalId, clientId, ...usedBy].join(" ")}
            columns={[
              {
                name: "Name",
                cell: ({ principalId, name }) => <Link to={`/identity/managed-identities/${principalId}`}>{name}</Link>,
              },
              { name: "Kind", cell: ({ kind }) => kind },
              { name: "Used by", cell: usedByText },
              { name: "Client id", cell: ({ clientId }) => clientId },
              { name: "Principal id", cell: ({ principalId }) => principalId },
            ]}
          />
        )}
      </Loaded>
    </IdentityPage>
  );
}

export function usedByText({ usedBy }: ManagedIdentity): string {
  return usedBy.map(resourceLabel).join(", ") || "nothing";
}
