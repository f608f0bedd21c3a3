import { Link } from "react-router";
import { Loaded } from "../parts/loaded.tsx";
import { useGroups } from "./directory.ts";
import { FilteredTable } from "./filtered-table.tsx";
import { IdentityPage } from "./identity-page.tsx";

/** The tenant's groups. */
export function GroupList() {
  const groups = useGroups();
  const empty = "The tenant has no group. Add one by Terraform (azuread_group), or with: az ad group create";
  return (
    <IdentityPage title="Groups" tab="/identity/groups">
      <Loaded query={groups} what="groups" empty={{ when: (found) => found.length === 0, text: empty }}>
        {(found) => (
          <FilteredTable
            label="Groups"
            rows={found}
            keyOf={({ id }) => id}
            textOf={({ displayName, id }) => [displayName, id].join(" ")}
            columns={[
              {
                name: "Name",
                cell: ({ id, displayName }) => <Link to={`/identity/groups/${id}`}>{displayName}</Link>,
              },
              { name: "Description", cell: ({ description }) => description ?? "" },
              { name: "Object id", cell: ({ id }) => id },
            ]}
          />
        )}
      </Loaded>
    </IdentityPage>
  );
}
