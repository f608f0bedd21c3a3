import { Switch } from "@fluentui/react-components";
import { useState } from "react";
import { Link } from "react-router";
import { useStatus } from "../azure/gatehouse.ts";
import { Loaded } from "../parts/loaded.tsx";
import { type ServicePrincipal, useServicePrincipals } from "./directory.ts";
import { FilteredTable } from "./filtered-table.tsx";
import { IdentityPage } from "./identity-page.tsx";

/** What the tenant knows of applications: its own, Microsoft's, and managed identities. */
export function ServicePrincipalList() {
  const principals = useServicePrincipals();
  const tenantId = useStatus().data?.tenantId;
  const [withMicrosofts, setWithMicrosofts] = useState(false);
  const isShown = ({ servicePrincipalType, appOwnerOrganizationId }: ServicePrincipal): boolean =>
    withMicrosofts || servicePrincipalType === "ManagedIdentity" || appOwnerOrganizationId === tenantId;
  return (
    <IdentityPage title="Service principals" tab="/identity/service-principals">
      <Switch
        label="Show Microsoft's own applications"
        checked={withMicrosofts}
        onChange={(_event, { checked }) => setWithMicrosofts(checked)}
      />
      <Loaded query={principals} what="service principals">
        {(found) => (
          <FilteredTable
            label="Service principals"
            rows={found.filter(isShown)}
            keyOf={({ id }) => id}
            textOf={({ displayName, id, appId }) => [displayName, id, appId].join(" ")}
            columns={[
              {
                name: "Name",
                cell: ({ id, displayName }) => <Link to={`/identity/service-principals/${id}`}>{displayName}</Link>,
              },
              {
                name: "Kind",
                cell: ({ servicePrincipalType: type }) =>
                  type === "ManagedIdentity" ? "managed identity" : "application",
              },
              { name: "Object id", cell: ({ id }) => id },
              { name: "Application (client) id", cell: ({ appId }) => appId },
              {
                name: "Assignment required",
                cell: ({ appRoleAssignmentRequired }) => (appRoleAssignmentRequired ? "yes" : "no"),
              },
            ]}
          />
        )}
      </Loaded>
    </IdentityPage>
  );
}
