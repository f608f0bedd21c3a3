import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { useParams } from "react-router";
import { Facts } from "../parts/facts.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { TitledSection } from "../parts/titled-section.tsx";
import { AssignmentTable } from "./assignment-table.tsx";
import { type Group, useAppRoleAssignments, useGroups, useMembers } from "./directory.ts";
import { IdentityPage } from "./identity-page.tsx";
import { kindOf } from "./links.tsx";
import { Memberships } from "./memberships.tsx";

/** One group: its members, and the app roles that are assigned to it. */
export function GroupPage() {
  const { group: wanted = "" } = useParams();
  const groups = useGroups();
  const isWanted = ({ id }: Group): boolean => id === wanted.toLowerCase();
  const title = groups.data?.find(isWanted)?.displayName ?? "Group";
  const empty = `No group of this tenant has the object id ${wanted}.`;
  return (
    <IdentityPage title={title} tab="/identity/groups" isDetail>
      <Loaded query={groups} what="the group" empty={{ when: (found) => !found.some(isWanted), text: empty }}>
        {(found) => found.filter(isWanted).map((group) => <Detail key={group.id} group={group} />)}
      </Loaded>
    </IdentityPage>
  );
}

function Detail({ group: { id, description } }: { readonly group: Group }) {
  const members = useMembers(id);
  const assignments = useAppRoleAssignments("groups", id);
  const unserved = (members.data ?? []).filter((member) =>
    ["application", "managed identity"].includes(kindOf(member)),
  );
  return (
    <>
      <Facts
        facts={[
          ["Object id", id],
          ["Description", description ?? "none"],
        ]}
      />
      {unserved.length > 0 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>A service principal never gets a group's app role</MessageBarTitle>{" "}
            {unserved.map(({ displayName, id: memberId }) => displayName ?? memberId).join(", ")}: Entra ID puts no role
            into the tokens of a managed identity or application that comes through a group. Assign the role to it
            directly.
          </MessageBarBody>
        </MessageBar>
      )}
      <TitledSection title="Members">
        <Memberships
          query={members}
          label="Members"
          empty="The group has no member. Add one with: az ad group member add"
        />
      </TitledSection>
      <TitledSection title="App roles of the group" text="Its members have these if they are people.">
        <AssignmentTable query={assignments} of="principal" empty="No app role is assigned to the group." />
      </TitledSection>
    </>
  );
}
