import { Text } from "@fluentui/react-components";
import type { InspectedToken } from "../../../control/contract/checks.ts";
import { DataTable } from "./data-table.tsx";
import { Verdict } from "./verdict.tsx";

/** Each check of the system, whether it lets a token pass, and why. What passes stands first. */
export function TokenChecks({ checks }: { readonly checks: InspectedToken["checks"] }) {
  if (checks.length === 0) {
    return (
      <Text>Nothing here looks at tokens: no policy validates them and no site has App Service authentication.</Text>
    );
  }
  return (
    <DataTable
      label="Checks"
      rows={checks.toSorted((a, b) => rank(a.outcome) - rank(b.outcome))}
      keyOf={({ id }) => id}
      columns={[
        { name: "Outcome", cell: ({ outcome }) => <Verdict isGood={outcome === "passes"} text={outcome} /> },
        { name: "Where", cell: ({ where }) => where },
        { name: "Why", cell: ({ reason }) => reason },
      ]}
    />
  );
}

function rank(outcome: "passes" | "fails"): number {
  return outcome === "passes" ? 0 : 1;
}
