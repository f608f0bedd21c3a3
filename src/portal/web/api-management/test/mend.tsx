import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
} from "@fluentui/react-components";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { gatehouse } from "../../azure/gatehouse.ts";
import { graph, graphList } from "../../azure/graph.ts";
import { CopyButton } from "../../parts/copy-button.tsx";
import { Failure, Loaded } from "../../parts/loaded.tsx";
import type { Refusal } from "./explain-refusal.ts";

const useStyles = makeStyles({ line: { display: "flex", flexWrap: "wrap", gap: "8px", alignItems: "center" } });

interface Principal {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly appRoles: readonly {
    readonly id: string;
    readonly value: string | null;
    readonly allowedMemberTypes: readonly string[];
  }[];
}

/** What Graph is asked for to assign the role. */
interface Assignment {
  readonly principalId: string;
  readonly resourceId: string;
  readonly appRoleId: string;
}

export interface MendProps {
  readonly missing: NonNullable<Refusal["missingAssignment"]>;
  readonly sendAgain: () => void;
}

/** Assigns an app role to the identity that lacks one; then the cache has to be flushed, and says so. */
export function Mend({ missing, sendAgain }: MendProps) {
  const styles = useStyles();
  const queries = useQueryClient();
  const parties = useQuery({
    queryKey: ["graph", "parties", missing.clientId, missing.application],
    queryFn: async () => {
      const [[identity], [application]] = await Promise.all([
        findPrincipal(missing.clientId),
        findPrincipal(missing.application),
      ]);
      const held =
        identity === undefined
          ? []
          : await graphList<Assignment>(`/servicePrincipals/${identity.id}/appRoleAssignments`);
      return { identity, application, isAssigned: held.some(({ resourceId }) => resourceId === application?.id) };
    },
  });
  const assign = useMutation({
    mutationFn: (assignment: Assignment) =>
      graph(`/servicePrincipals/${assignment.resourceId}/appRoleAssignedTo`, { method: "POST", body: assignment }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["graph"] }),
  });
  const flush = useMutation({
    mutationFn: () => gatehouse("/identity-cache", { method: "DELETE" }),
    onSuccess: sendAgain,
  });

  return (
    <Loaded query={parties} what="the application's roles">
      {({ identity, application, isAssigned }) => {
        if (identity === undefined || application === undefined) return <p>The identity or the application is gone.</p>;
        const roles = application.appRoles.filter(({ allowedMemberTypes }) =>
          allowedMemberTypes.includes("Application"),
        );
        if (roles.length === 0)
          return <p>{application.displayName} has no app role that an application may hold. Add one first.</p>;
        return (
          <>
            {!isAssigned &&
              roles.map((role) => {
                const assignment = { principalId: identity.id, resourceId: application.id, appRoleId: role.id };
                return (
                  <div key={role.id} className={styles.line}>
                    <Button appearance="primary" disabled={assign.isPending} onClick={() => assign.mutate(assignment)}>
                      Assign {role.value} to {identity.displayName}
                    </Button>
                    <CopyButton label="Copy as az" text={asAz(assignment)} />
                  </div>
                );
              })}
            {assign.isError && <Failure error={assign.error} />}
            {isAssigned && (
              <MessageBar intent="success" layout="multiline">
                <MessageBarBody>
                  <MessageBarTitle>The role is assigned</MessageBarTitle> What the identity was told before is kept: a
                  token for 24 hours, a refusal for minutes, as in Azure. Flush the cache to see the new role at once.
                </MessageBarBody>
                <MessageBarActions>
                  <Button disabled={flush.isPending} onClick={() => flush.mutate()}>
                    Flush the cache and send again
                  </Button>
                </MessageBarActions>
              </MessageBar>
            )}
            {flush.isError && <Failure error={flush.error} />}
          </>
        );
      }}
    </Loaded>
  );
}

function findPrincipal(appId: string): Promise<readonly Principal[]> {
  return graphList<Principal>(`/servicePrincipals?$filter=appId eq '${encodeURIComponent(appId)}'`);
}

function asAz(assignment: Assignment): string {
  const uri = `https://graph.microsoft.com/v1.0/servicePrincipals/${assignment.resourceId}/appRoleAssignedTo`;
  return `az rest --method POST --uri ${uri} --body '${JSON.stringify(assignment)}'`;
}
