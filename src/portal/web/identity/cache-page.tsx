import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { identityCacheSchema } from "../../../control/contract/answers.ts";
import { gatehouse } from "../azure/gatehouse.ts";
import { CloudTime } from "../parts/cloud-time.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { TitledSection } from "../parts/titled-section.tsx";
import { Verdict } from "../parts/verdict.tsx";
import { CacheAge } from "./cache-age.tsx";
import { FilteredTable } from "./filtered-table.tsx";
import { FlushButton } from "./flush-button.tsx";
import { IdentityPage } from "./identity-page.tsx";
import { PrincipalLink } from "./links.tsx";

type CacheEntry = Readonly<z.infer<typeof identityCacheSchema>[number]>;

/** The tokens that managed identities are served from, without the tokens themselves. */
export function CachePage() {
  const cache = useQuery({
    queryKey: ["gatehouse", "identity-cache"],
    queryFn: ({ signal }) => gatehouse<readonly CacheEntry[]>("/identity-cache", { signal }),
    refetchInterval: 5000,
  });
  const empty =
    "The cache is empty: the next time an identity asks for a token, it gets a new one with its roles of then.";
  return (
    <IdentityPage title="Token cache" tab="/identity/cache">
      <TitledSection
        title="Cached tokens"
        text="Azure keeps the token of a managed identity for each resource for around 24 hours and has no such button: a role that is assigned meanwhile is in the next token, not in this one. A refusal for want of an app role is kept for five minutes."
        actions={<FlushButton />}
      >
        <Loaded query={cache} what="the token cache" empty={{ when: (found) => found.length === 0, text: empty }}>
          {(found) => (
            <FilteredTable
              label="Cached tokens"
              rows={found}
              keyOf={({ principalId, resource, refusal }) => [principalId, resource, refusal ?? ""].join(" ")}
              textOf={({ identity, principalId, resource, roles, refusal = "" }) =>
                [identity, principalId, resource, ...roles, refusal].join(" ")
              }
              columns={[
                {
                  name: "Identity",
                  cell: ({ identity, principalId }) => (
                    <PrincipalLink kind="managed identity" id={principalId} name={identity} />
                  ),
                },
                { name: "Resource", cell: ({ resource }) => resource },
                {
                  name: "Roles",
                  cell: ({ roles, refusal }) =>
                    refusal === undefined ? (
                      roles.join(", ") || "none"
                    ) : (
                      <Verdict isGood={false} text={refused(refusal)} />
                    ),
                },
                {
                  name: "Age",
                  cell: ({ expiresOn, refusal }) => (
                    <CacheAge expiresOn={expiresOn} kind={refusal === undefined ? "token" : "refusal"} />
                  ),
                },
                { name: "Ends", cell: ({ expiresOn }) => <CloudTime seconds={expiresOn} /> },
              ]}
            />
          )}
        </Loaded>
      </TitledSection>
    </IdentityPage>
  );
}

/** The code of Entra ID's text is enough: `refused: AADSTS501051`. */
function refused(refusal: string): string {
  return `refused: ${refusal.split(":")[0]}`;
}
