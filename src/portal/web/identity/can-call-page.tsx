import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import type { Reachability, TokenCheck } from "../../../control/contract/checks.ts";
import { gatehouse } from "../azure/gatehouse.ts";
import { ChoiceField } from "../parts/choice-field.tsx";
import { Loaded } from "../parts/loaded.tsx";
import { TitledSection } from "../parts/titled-section.tsx";
import { useUsers } from "./directory.ts";
import { FactChain } from "./fact-chain.tsx";
import { IdentityPage } from "./identity-page.tsx";
import { PrincipalOptions } from "./principal-options.tsx";
import { useQueryFields } from "./use-query-fields.ts";

const useStyles = makeStyles({
  fields: { display: "flex", flexDirection: "column", gap: "12px", maxWidth: "640px" },
});

/** Whether a caller gets past a check, and the chain of facts that decides it. */
export function CanCallPage() {
  const styles = useStyles();
  const [{ caller, target }, change] = useQueryFields(["caller", "target"]);
  const users = useUsers().data ?? [];
  const checks = useQuery({
    queryKey: ["gatehouse", "checks"],
    queryFn: ({ signal }) => gatehouse<readonly TokenCheck[]>("/checks", { signal }),
  });
  const chosen = checks.data?.find(({ id }) => id === target);
  const empty =
    "Nothing here looks at tokens yet: no policy validates them and no site has App Service authentication.";
  return (
    <IdentityPage title="Can A call B?" tab="/identity/can-call">
      <Loaded query={checks} what="checks" empty={{ when: (found) => found.length === 0, text: empty }}>
        {(found) => (
          <div className={styles.fields}>
            <ChoiceField
              label="Caller"
              placeholder="Choose a caller"
              value={caller}
              onChange={(value) => change({ caller: value })}
            >
              <PrincipalOptions />
              <optgroup label="Users">
                {users.map(({ id, displayName }) => (
                  <option key={id} value={id}>
                    {displayName}
                  </option>
                ))}
              </optgroup>
            </ChoiceField>
            <ChoiceField
              label="Target"
              placeholder="Choose what is called"
              value={chosen?.id ?? ""}
              onChange={(value) => change({ target: value })}
              problem={
                target === "" || chosen !== undefined ? undefined : "There is no such check any more. Choose another."
              }
            >
              {found.map(({ id, where }) => (
                <option key={id} value={id}>
                  {where}
                </option>
              ))}
            </ChoiceField>
          </div>
        )}
      </Loaded>
      {chosen !== undefined && (
        <TitledSection title="What the target asks for">
          <ul>
            {chosen.asks.map((ask) => (
              <li key={ask}>{ask}</li>
            ))}
          </ul>
        </TitledSection>
      )}
      {caller !== "" && chosen !== undefined && <Answer caller={caller} target={target} />}
    </IdentityPage>
  );
}

function Answer({ caller, target }: { readonly caller: string; readonly target: string }) {
  const reachability = useQuery({
    queryKey: ["gatehouse", "reachability", caller, target],
    queryFn: ({ signal }) =>
      gatehouse<Reachability>(`/reachability?${new URLSearchParams({ caller, target })}`, { signal }),
  });
  return (
    <TitledSection title="Answer">
      <div role="status">
        <Loaded query={reachability} what="the answer">
          {({ allowed, summary }) => (
            <MessageBar intent={allowed ? "success" : "error"} layout="multiline">
              <MessageBarBody>
                <MessageBarTitle>{allowed ? "Yes." : "No."}</MessageBarTitle> {summary}
              </MessageBarBody>
            </MessageBar>
          )}
        </Loaded>
      </div>
      {reachability.data !== undefined && <FactChain facts={reachability.data.facts} />}
    </TitledSection>
  );
}
