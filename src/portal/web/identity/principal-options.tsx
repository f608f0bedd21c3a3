import { useStatus } from "../azure/gatehouse.ts";
import { useServicePrincipals } from "./directory.ts";
import { useManagedIdentities } from "./managed-identities.ts";

/** What stands first in a list to choose from, in two groups: managed identities, and the tenant's own applications. */
export function PrincipalOptions() {
  const identities = useManagedIdentities().data ?? [];
  const applications = useOwnApplications();
  return (
    <>
      <optgroup label="Managed identities">
        {identities.map(({ principalId, name, kind }) => (
          <option key={principalId} value={principalId}>{`${name} (${kind})`}</option>
        ))}
      </optgroup>
      <optgroup label="Applications">
        {applications.map(({ id, displayName }) => (
          <option key={id} value={id}>
            {displayName}
          </option>
        ))}
      </optgroup>
    </>
  );
}

/** Service principals of the tenant's own applications. */
function useOwnApplications() {
  const tenantId = useStatus().data?.tenantId;
  return (useServicePrincipals().data ?? []).filter(
    ({ servicePrincipalType, appOwnerOrganizationId }) =>
      servicePrincipalType !== "ManagedIdentity" && appOwnerOrganizationId === tenantId,
  );
}
