import { Link } from "react-router";
import { Loaded } from "../parts/loaded.tsx";
import { useApplications } from "./directory.ts";
import { FilteredTable } from "./filtered-table.tsx";
import { IdentityPage } from "./identity-page.tsx";

/** Every app registration of the tenant. */
export function ApplicationList() {
  const applications = useApplications();
  const empty =
    "The tenant has no app registration. Add one by Terraform (azuread_application), or with: az ad app create";
  return (
    <IdentityPage title="Applications" tab="/identity/applications">
      <Loaded query={applications} what="applications" empty={{ when: (found) => found.length === 0, text: empty }}>
        {(found) => (
          <FilteredTable
            label="Applications"
            rows={found}
            keyOf={({ id }) => id}
            textOf={({ displayName, appId, identifierUris }) => [displayName, appId, ...identifierUris].join(" ")}
            columns={[
              {
                name: "Name",
                cell: ({ appId, displayName }) => <Link to={`/identity/applications/${appId}`}>{displayName}</Link>,
              },
              { name: "Application (client) id", cell: ({ appId }) => appId },
              { name: "Identifier URIs", cell: ({ identifierUris }) => identifierUris.join(", ") || "none" },
              {
                name: "App roles",
                cell: ({ appRoles }) =>
                  appRoles.map(({ value, displayName }) => value ?? displayName).join(", ") || "none",
              },
            ]}
          />
        )}
      </Loaded>
    </IdentityPage>
  );
}
