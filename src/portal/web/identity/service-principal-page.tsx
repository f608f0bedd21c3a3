import { Link, useParams } from "react-router";
import { Facts } from "../parts/facts.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { TitledSection } from "../parts/titled-section.tsx";
import { AppRoles } from "./application-page.tsx";
import { AssignmentTable } from "./assignment-table.tsx";
import {
  type ServicePrincipal,
  useApplications,
  useAppRoleAssignedTo,
  useAppRoleAssignments,
  useMemberOf,
  useServicePrincipals,
} from "./directory.ts";
import { IdentityPage } from "./identity-page.tsx";
import { assignPage } from "./links.tsx";
import { Memberships } from "./memberships.tsx";

/** One service principal: what it may do, and who may do what with it. */
export function ServicePrincipalPage() {
  const { principal: wanted = "" } = useParams();
  const principals = useServicePrincipals();
  const isWanted = ({ id }: ServicePrincipal): boolean => id === wanted.toLowerCase();
  const title = principals.data?.find(isWanted)?.displayName ?? "Service principal";
  const empty = `No service principal of this tenant has the object id ${wanted}.`;
  return (
    <IdentityPage title={title} tab="/identity/service-principals" isDetail>
      <Loaded
        query={principals}
        what="the service principal"
        empty={{ when: (found) => !found.some(isWanted), text: empty }}
      >
        {(found) => found.filter(isWanted).map((principal) => <Detail key={principal.id} principal={principal} />)}
      </Loaded>
    </IdentityPage>
  );
}

function Detail({ principal }: { readonly principal: ServicePrincipal }) {
  const { id, appId, servicePrincipalType, accountEnabled, appRoleAssignmentRequired, servicePrincipalNames } =
    principal;
  const registration = useApplications().data?.find((application) => application.appId === appId);
  const isManagedIdentity = servicePrincipalType === "ManagedIdentity";
  const assigned = useAppRoleAssignedTo(isManagedIdentity ? undefined : id);
  return (
    <>
      <Facts
        facts={[
          ["Object id", id],
          ["Application (client) id", appId],
          [
            "Kind",
            isManagedIdentity ? (
              <Link key="identity" to={`/identity/managed-identities/${id}`}>
                managed identity
              </Link>
            ) : (
              "application"
            ),
          ],
          [
            "Registration",
            registration === undefined ? (
              isManagedIdentity ? (
                "none: managed identities have no app registration"
              ) : (
                "in another tenant"
              )
            ) : (
              <Link key="registration" to={`/identity/applications/${appId}`}>
                {registration.displayName}
              </Link>
            ),
          ],
          ["Names in requests for tokens", servicePrincipalNames.join(", ")],
          ["Assignment required", appRoleAssignmentRequired ? "yes" : "no"],
          ["State", accountEnabled ? "enabled" : "disabled"],
        ]}
      />
      <Holdings principalId={id} />
      {!isManagedIdentity && <AppRoles roles={principal.appRoles} />}
      {!isManagedIdentity && (
        <TitledSection
          title="Who is assigned to it"
          actions={<Link to={assignPage({ application: appId })}>Assign an app role of it</Link>}
        >
          <AssignmentTable query={assigned} of="application" empty="Nobody has a role of it." />
        </TitledSection>
      )}
    </>
  );
}

/** The app roles and groups of a service principal. */
export function Holdings({ principalId }: { readonly principalId: string }) {
  const assignments = useAppRoleAssignments("servicePrincipals", principalId);
  const groups = useMemberOf("servicePrincipals", principalId);
  return (
    <>
      <TitledSection
        title="App roles that it holds"
        text="These are in the tokens that it gets. Only direct assignments count for a service principal."
        actions={<Link to={assignPage({ principal: principalId })}>Assign an app role to it</Link>}
      >
        <AssignmentTable
          query={assignments}
          of="principal"
          empty="None. It gets tokens without roles, or none where assignment is required."
        />
      </TitledSection>
      <TitledSection
        title="Groups"
        text="A service principal never gets an app role that is assigned to a group that it is a member of."
      >
        <Memberships query={groups} label="Groups" empty="It is a member of no group." />
      </TitledSection>
    </>
  );
}
