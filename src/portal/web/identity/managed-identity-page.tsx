import { Link, useParams } from "react-router";
import { Facts } from "../parts/facts.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { IdentityPage } from "./identity-page.tsx";
import { type ManagedIdentity, useManagedIdentities } from "./managed-identities.ts";
import { usedByText } from "./managed-identity-list.tsx";
import { Holdings } from "./service-principal-page.tsx";

/** One managed identity: what it belongs to, and the app roles that it holds. */
export function ManagedIdentityPage() {
  const { identity: wanted = "" } = useParams();
  const identities = useManagedIdentities();
  const isWanted = ({ principalId, clientId }: ManagedIdentity): boolean =>
    [principalId, clientId].includes(wanted.toLowerCase());
  const title = identities.data?.find(isWanted)?.name ?? "Managed identity";
  const empty = `No managed identity of this subscription has the principal id ${wanted}.`;
  return (
    <IdentityPage title={title} tab="/identity/managed-identities" isDetail>
      <Loaded
        query={identities}
        what="the managed identity"
        empty={{ when: (found) => !found.some(isWanted), text: empty }}
      >
        {(found) => found.filter(isWanted).map((identity) => <Detail key={identity.principalId} identity={identity} />)}
      </Loaded>
    </IdentityPage>
  );
}

function Detail({ identity }: { readonly identity: ManagedIdentity }) {
  const { kind, principalId, clientId, resourceId } = identity;
  return (
    <>
      <Facts
        facts={[
          ["Kind", kind],
          [kind === "user-assigned" ? "Resource id" : "Resource that it belongs to", resourceId],
          ["Used by", usedByText(identity)],
          ["Client id", clientId],
          ["Principal id", principalId],
          [
            "Service principal",
            <Link key="link" to={`/identity/service-principals/${principalId}`}>
              {principalId}
            </Link>,
          ],
          [
            "More",
            <Link key="call" to={`/identity/can-call?caller=${principalId}`}>
              What can it call?
            </Link>,
          ],
        ]}
      />
      <Holdings principalId={principalId} />
    </>
  );
}
