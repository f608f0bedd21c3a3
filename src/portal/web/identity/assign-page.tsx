import { Button, MessageBar, MessageBarBody, makeStyles } from "@fluentui/react-components";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ChoiceField } from "../parts/choice-field.tsx";
import { Code } from "../parts/code.tsx";
import { CopyButton } from "../parts/copy-button.tsx";
import { Failure, Loaded } from "../parts/loaded.tsx";
import { TitledSection } from "../parts/titled-section.tsx";
import { assignmentChoice, azRest } from "./assignment-choice.ts";
import { AssignmentTable } from "./assignment-table.tsx";
import { assignAppRole, type ServicePrincipal, useAppRoleAssignments, useServicePrincipals } from "./directory.ts";
import { FlushButton } from "./flush-button.tsx";
import { IdentityPage } from "./identity-page.tsx";
import { PrincipalOptions } from "./principal-options.tsx";
import { useQueryFields } from "./use-query-fields.ts";

const useStyles = makeStyles({
  fields: { display: "flex", flexDirection: "column", gap: "12px", maxWidth: "640px" },
  actions: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "12px" },
});

/** Gives a managed identity an app role, which Azure's own portal has no page for. */
export function AssignPage() {
  const principals = useServicePrincipals();
  return (
    <IdentityPage title="Assign an app role" tab="/identity/assign">
      <Loaded query={principals} what="service principals">
        {(found) => <AssignForm principals={found} />}
      </Loaded>
    </IdentityPage>
  );
}

function AssignForm({ principals }: { readonly principals: readonly ServicePrincipal[] }) {
  const styles = useStyles();
  const queries = useQueryClient();
  const [wish, setWish] = useQueryFields(["principal", "application", "role"]);
  const { principal, application, roles, role, draft } = assignmentChoice(wish, principals);
  const assign = useMutation({
    mutationFn: assignAppRole,
    onSuccess: () => Promise.all(["graph", "gatehouse"].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
  const change = (changes: Partial<typeof wish>): void => {
    assign.reset();
    setWish(changes);
  };
  const applications = principals.filter(({ servicePrincipalType }) => servicePrincipalType !== "ManagedIdentity");
  const withRoles = applications.filter(({ appRoles, id }) => appRoles.length > 0 || id === application?.id);
  return (
    <>
      <TitledSection
        title="Assignment"
        text="Azure's portal assigns app roles to people and groups only. To a managed identity they are assigned through Microsoft Graph, which is what this page does."
      >
        <div className={styles.fields}>
          <ChoiceField
            label="Identity"
            placeholder="Choose an identity"
            value={principal?.id ?? ""}
            onChange={(value) => change({ principal: value })}
            problem={unknown(wish.principal, principal, "principal")}
          >
            <PrincipalOptions />
          </ChoiceField>
          <ChoiceField
            label="Application"
            placeholder="Choose an application"
            value={application?.appId ?? ""}
            onChange={(value) => change({ application: value, role: "" })}
            problem={unknown(wish.application, application, "application")}
          >
            {withRoles.map(({ appId, displayName }) => (
              <option key={appId} value={appId}>
                {displayName}
              </option>
            ))}
          </ChoiceField>
          <ChoiceField
            label="App role"
            placeholder="Choose an app role"
            value={role?.id ?? ""}
            disabled={application === undefined}
            onChange={(value) => change({ role: value })}
            problem={application && unknown(wish.role, role, "role")}
          >
            {roles.map(({ id, value, displayName }) => (
              <option key={id} value={id}>
                {value === null ? displayName : `${value} (${displayName})`}
              </option>
            ))}
          </ChoiceField>
        </div>
      </TitledSection>
      {draft !== undefined && (
        <TitledSection
          title="Request"
          text="What is sent to Graph when you assign; as a command of the Azure CLI it does the same in Azure."
          actions={<CopyButton text={azRest(draft)} label="Copy the command" />}
        >
          <Code text={azRest(draft)} label="Command of the Azure CLI" />
        </TitledSection>
      )}
      <div className={styles.actions}>
        <Button
          appearance="primary"
          disabled={draft === undefined || assign.isPending}
          onClick={() => draft !== undefined && assign.mutate(draft)}
        >
          Assign
        </Button>
      </div>
      <div role="alert">{assign.isError && <Failure error={assign.error} />}</div>
      <div role="status">
        {assign.isSuccess && (
          <MessageBar intent="success" layout="multiline">
            <MessageBarBody>
              Assigned. A token that the identity already has keeps its old roles for up to 24 hours, and a refusal is
              repeated for some minutes; flush the token cache to have it get a new one now.
            </MessageBarBody>
          </MessageBar>
        )}
      </div>
      {assign.isSuccess && (
        <div className={styles.actions}>
          <FlushButton />
        </div>
      )}
      {principal !== undefined && (
        <TitledSection title={`App roles that ${principal.displayName} holds`}>
          <HeldRoles principalId={principal.id} />
        </TitledSection>
      )}
    </>
  );
}

function HeldRoles({ principalId }: { readonly principalId: string }) {
  const assignments = useAppRoleAssignments("servicePrincipals", principalId);
  return <AssignmentTable query={assignments} of="principal" empty="None yet." />;
}

/** For a field whose wanted value is none of the choices: says so. */
function unknown(wanted: string, found: unknown, what: string): string | undefined {
  return wanted === "" || found !== undefined ? undefined : `There is no ${what} ${wanted} here. Choose another.`;
}
