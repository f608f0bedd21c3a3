import { DeleteRegular } from "@fluentui/react-icons";
import { type UseQueryResult, useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";
import { ConfirmButton } from "../parts/confirm-button.tsx";
import { DataTable } from "../parts/data-table.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { type AppRoleAssignment, removeAssignment, useServicePrincipals } from "./directory.ts";
import { kindOfPrincipal, PrincipalLink } from "./links.tsx";
import { useManagedIdentities } from "./managed-identities.ts";
import { NoWrap } from "./no-wrap.tsx";
import { roleName } from "./role-name.ts";

export interface AssignmentTableProps {
  readonly query: UseQueryResult<readonly AppRoleAssignment[]>;
  /** Which end is the page's own, and goes without saying. */
  readonly of: "principal" | "application";
  readonly empty: string;
}

/** App role assignments of one principal, or on one application; each can be removed. */
export function AssignmentTable({ query, of, empty }: AssignmentTableProps) {
  const queries = useQueryClient();
  const principals = useServicePrincipals().data ?? [];
  const identities = useManagedIdentities().data ?? [];
  const resourceOf = ({ resourceId }: AppRoleAssignment) => principals.find(({ id }) => id === resourceId);
  const nameOf = (assignment: AppRoleAssignment): string =>
    roleName(assignment.appRoleId, resourceOf(assignment)?.appRoles ?? []);
  const refresh = (): void => {
    for (const key of ["graph", "gatehouse"]) void queries.invalidateQueries({ queryKey: [key] });
  };
  return (
    <Loaded query={query} what="app role assignments" empty={{ when: (found) => found.length === 0, text: empty }}>
      {(found) => (
        <DataTable
          label="App role assignments"
          rows={found}
          keyOf={({ id }) => id}
          columns={[
            { name: "App role", cell: nameOf },
            of === "principal"
              ? {
                  name: "Application",
                  cell: (assignment) => (
                    <Link to={`/identity/applications/${resourceOf(assignment)?.appId ?? assignment.resourceId}`}>
                      {assignment.resourceDisplayName}
                    </Link>
                  ),
                }
              : {
                  name: "Assigned to",
                  cell: (assignment) => (
                    <PrincipalLink
                      kind={kindOfPrincipal(assignment, identities)}
                      id={assignment.principalId}
                      name={assignment.principalDisplayName}
                    />
                  ),
                },
            ...(of === "application"
              ? [
                  {
                    name: "Kind",
                    cell: (assignment: AppRoleAssignment) => kindOfPrincipal(assignment, identities),
                  },
                ]
              : []),
            {
              name: "Remove",
              cell: (assignment) => (
                <NoWrap>
                  <ConfirmButton
                    action="Remove"
                    icon={<DeleteRegular />}
                    label={`Remove ${nameOf(assignment)} of ${assignment.principalDisplayName} (${kindOfPrincipal(assignment, identities)})`}
                    question="Remove the assignment?"
                    text={consequence(assignment, nameOf(assignment))}
                    run={() => removeAssignment(assignment)}
                    onDone={refresh}
                  />
                </NoWrap>
              ),
            },
          ]}
        />
      )}
    </Loaded>
  );
}

function consequence(assignment: AppRoleAssignment, role: string): string {
  const { principalType, principalDisplayName, resourceDisplayName } = assignment;
  const who = principalType === "Group" ? `Who has it through the group ${principalDisplayName}` : principalDisplayName;
  return `${who} no longer gets ${role} of ${resourceDisplayName} in new tokens. A token that was issued before keeps the role until it ends.`;
}
