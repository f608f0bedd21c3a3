import { Link } from "react-router";
import { Loaded } from "../parts/loaded.tsx";
import { useUsers } from "./directory.ts";
import { FilteredTable } from "./filtered-table.tsx";
import { IdentityPage } from "./identity-page.tsx";
import { NoWrap } from "./no-wrap.tsx";

/** The tenant's people. */
export function UserList() {
  const users = useUsers();
  const empty = "The tenant has no user. Add one by Terraform (azuread_user), or with: az ad user create";
  return (
    <IdentityPage title="Users" tab="/identity/users">
      <Loaded query={users} what="users" empty={{ when: (found) => found.length === 0, text: empty }}>
        {(found) => (
          <FilteredTable
            label="Users"
            rows={found}
            keyOf={({ id }) => id}
            textOf={({ displayName, userPrincipalName, id }) => [displayName, userPrincipalName, id].join(" ")}
            columns={[
              { name: "Name", cell: ({ id, displayName }) => <Link to={`/identity/users/${id}`}>{displayName}</Link> },
              { name: "User principal name", cell: ({ userPrincipalName }) => userPrincipalName },
              {
                name: "State",
                cell: ({ accountEnabled }) => <NoWrap>{accountEnabled ? "enabled" : "disabled"}</NoWrap>,
              },
              { name: "Object id", cell: ({ id }) => id },
            ]}
          />
        )}
      </Loaded>
    </IdentityPage>
  );
}
