import { useParams } from "react-router";
import { Facts } from "../parts/facts.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { TitledSection } from "../parts/titled-section.tsx";
import { AssignmentTable } from "./assignment-table.tsx";
import { type User, useAppRoleAssignments, useMemberOf, useUsers } from "./directory.ts";
import { IdentityPage } from "./identity-page.tsx";
import { Memberships } from "./memberships.tsx";

/** One person: groups and app roles. */
export function UserPage() {
  const { user: wanted = "" } = useParams();
  const users = useUsers();
  const isWanted = ({ id }: User): boolean => id === wanted.toLowerCase();
  const title = users.data?.find(isWanted)?.displayName ?? "User";
  const empty = `No user of this tenant has the object id ${wanted}.`;
  return (
    <IdentityPage title={title} tab="/identity/users" isDetail>
      <Loaded query={users} what="the user" empty={{ when: (found) => !found.some(isWanted), text: empty }}>
        {(found) => found.filter(isWanted).map((user) => <Detail key={user.id} user={user} />)}
      </Loaded>
    </IdentityPage>
  );
}

function Detail({ user: { id, userPrincipalName, mail, accountEnabled } }: { readonly user: User }) {
  const assignments = useAppRoleAssignments("users", id);
  const groups = useMemberOf("users", id);
  return (
    <>
      <Facts
        facts={[
          ["User principal name", userPrincipalName],
          ["Object id", id],
          ["Mail", mail ?? "none"],
          ["State", accountEnabled ? "enabled" : "disabled"],
        ]}
      />
      <TitledSection title="App roles assigned directly" text="A person also has the app roles of the groups below.">
        <AssignmentTable query={assignments} of="principal" empty="No app role is assigned to this user directly." />
      </TitledSection>
      <TitledSection title="Groups">
        <Memberships query={groups} label="Groups" empty="The user is a member of no group." />
      </TitledSection>
    </>
  );
}
