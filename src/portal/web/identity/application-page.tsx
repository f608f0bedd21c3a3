import { Text } from "@fluentui/react-components";
import { Link, useParams } from "react-router";
import { DataTable } from "../parts/data-table.tsx";
import { Facts } from "../parts/facts.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { TitledSection } from "../parts/titled-section.tsx";
import { AssignmentTable } from "./assignment-table.tsx";
import {
  type Application,
  type ServicePrincipal,
  useApplications,
  useAppRoleAssignedTo,
  useServicePrincipals,
} from "./directory.ts";
import { IdentityPage } from "./identity-page.tsx";
import { assignPage } from "./links.tsx";
import { NoWrap } from "./no-wrap.tsx";
import { RoleHolders } from "./role-holders.tsx";

const TAB = "/identity/applications";

/** One app registration, and who may call it. */
export function ApplicationPage() {
  const { application: wanted = "" } = useParams();
  const applications = useApplications();
  const principals = useServicePrincipals();
  const isWanted = ({ appId, id }: Application): boolean => [appId, id].includes(wanted.toLowerCase());
  const title = applications.data?.find(isWanted)?.displayName ?? "Application";
  return (
    <IdentityPage title={title} tab={TAB} isDetail>
      <Loaded
        query={applications}
        what="the application"
        empty={{ when: (found) => !found.some(isWanted), text: <NoRegistration appId={wanted} /> }}
      >
        {(found) =>
          found
            .filter(isWanted)
            .map((application) => (
              <ApplicationDetail
                key={application.id}
                application={application}
                principal={principals.data?.find(({ appId }) => appId === application.appId)}
              />
            ))
        }
      </Loaded>
    </IdentityPage>
  );
}

/** Microsoft's own applications are registered in Microsoft's tenant; here they are service principals only. */
function NoRegistration({ appId }: { readonly appId: string }) {
  const principal = useServicePrincipals().data?.find((found) => found.appId === appId);
  if (principal === undefined) return <>No application of this tenant has the id {appId}.</>;
  return (
    <>
      {principal.displayName} is registered in another tenant.{" "}
      <Link to={`/identity/service-principals/${principal.id}`}>Its service principal is in this one.</Link>
    </>
  );
}

function ApplicationDetail({
  application,
  principal,
}: {
  readonly application: Application;
  readonly principal: ServicePrincipal | undefined;
}) {
  const { appId, id, identifierUris, signInAudience, appRoles, api } = application;
  const assignments = useAppRoleAssignedTo(principal?.id);
  return (
    <>
      <Facts
        facts={[
          ["Application (client) id", appId],
          ["Object id", id],
          ["Identifier URIs", identifierUris.join(", ") || "none"],
          ["Sign-in audience", signInAudience],
          ["Version of its tokens", String(api.requestedAccessTokenVersion ?? 1)],
          [
            "Service principal",
            principal === undefined ? (
              "none in this tenant, so nobody gets a token for it"
            ) : (
              <Link key="link" to={`/identity/service-principals/${principal.id}`}>
                {principal.id}
              </Link>
            ),
          ],
          [
            "Assignment required",
            principal?.appRoleAssignmentRequired === true
              ? "yes: who has no app role of it gets no token for it (AADSTS501051)"
              : "no: any application of the tenant gets a token for it, without roles unless they are assigned",
          ],
        ]}
      />
      <AppRoles roles={appRoles} />
      <TitledSection title="Exposed scopes">
        {api.oauth2PermissionScopes.length === 0 ? (
          <Text>None. Scopes are for people who sign in to another application; managed identities have roles.</Text>
        ) : (
          <DataTable
            label="Exposed scopes"
            rows={api.oauth2PermissionScopes}
            keyOf={(scope) => scope.id}
            columns={[
              { name: "Scope", cell: ({ value }) => value },
              { name: "Name", cell: ({ adminConsentDisplayName }) => adminConsentDisplayName },
              {
                name: "Who consents",
                cell: ({ type }) => (type === "User" ? "users and administrators" : "administrators"),
              },
              { name: "State", cell: ({ isEnabled }) => <NoWrap>{isEnabled ? "enabled" : "disabled"}</NoWrap> },
            ]}
          />
        )}
      </TitledSection>
      <TitledSection
        title="Who holds each role"
        text="Everyone who has a role of this application, or seems to. A role that came through a group counts for people only."
        actions={<Link to={assignPage({ application: appId })}>Assign an app role</Link>}
      >
        <RoleHolders appId={appId} />
      </TitledSection>
      {principal !== undefined && (
        <TitledSection title="Assignments">
          <AssignmentTable query={assignments} of="application" empty="No role of this application is assigned." />
        </TitledSection>
      )}
    </>
  );
}

/** The roles that an application offers. */
export function AppRoles({ roles }: { readonly roles: Application["appRoles"] }) {
  return (
    <TitledSection title="App roles">
      {roles.length === 0 ? (
        <Text>None.</Text>
      ) : (
        <DataTable
          label="App roles"
          rows={roles}
          keyOf={(role) => role.id}
          columns={[
            { name: "Value in tokens", cell: ({ value }) => value ?? "none" },
            { name: "Name", cell: ({ displayName }) => displayName },
            { name: "For", cell: ({ allowedMemberTypes }) => allowedMemberTypes.map(memberType).join(", ") },
            { name: "State", cell: ({ isEnabled }) => <NoWrap>{isEnabled ? "enabled" : "disabled"}</NoWrap> },
            { name: "Id", cell: (role) => role.id },
          ]}
        />
      )}
    </TitledSection>
  );
}

function memberType(type: string): string {
  return type === "User" ? "users and groups" : "applications and managed identities";
}
