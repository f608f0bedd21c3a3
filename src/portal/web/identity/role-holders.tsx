import { useQuery } from "@tanstack/react-query";
import type { AppRoleHolder } from "../../../control/contract/checks.ts";
import { gatehouse } from "../azure/gatehouse.ts";
import { DataTable } from "../parts/data-table.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { Verdict } from "../parts/verdict.tsx";
import { PrincipalLink } from "./links.tsx";

/** Who has, or seems to have, each app role of an application; in which way, and whether that puts the role into tokens. */
export function RoleHolders({ appId }: { readonly appId: string }) {
  const holders = useQuery({
    queryKey: ["gatehouse", "app-roles", appId],
    queryFn: ({ signal }) =>
      gatehouse<readonly AppRoleHolder[]>(`/app-roles?application=${encodeURIComponent(appId)}`, { signal }),
  });
  const empty = "Nobody has a role of this application.";
  return (
    <Loaded query={holders} what="who holds each role" empty={{ when: (found) => found.length === 0, text: empty }}>
      {(found) => (
        <DataTable
          label="Who holds each role"
          rows={found}
          keyOf={({ role, principal, throughGroup }) => [role.id, principal.id, throughGroup?.id ?? ""].join(" ")}
          columns={[
            { name: "App role", cell: ({ role }) => role.value || role.displayName },
            {
              name: "Principal",
              cell: ({ principal: { kind, id, displayName } }) => (
                <>
                  <PrincipalLink kind={kind} id={id} name={displayName} /> ({kind})
                </>
              ),
            },
            {
              name: "How",
              cell: ({ throughGroup }) =>
                throughGroup === undefined ? (
                  "directly"
                ) : (
                  <>
                    through the group{" "}
                    <PrincipalLink kind="group" id={throughGroup.id} name={throughGroup.displayName} />
                  </>
                ),
            },
            { name: "In its tokens", cell: ({ counts }) => <Verdict isGood={counts} text={counts ? "yes" : "no"} /> },
            { name: "Why", cell: ({ reason }) => reason },
          ]}
        />
      )}
    </Loaded>
  );
}
