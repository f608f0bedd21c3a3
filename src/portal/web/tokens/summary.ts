import type { InspectedToken } from "../../../control/contract/checks.ts";

/** What was found, in one sentence, for those who hear the page. */
export function summary({ checks }: InspectedToken): string {
  if (checks.length === 0) return "Nothing here looks at tokens.";
  const passed = checks.filter(({ outcome }) => outcome === "passes").length;
  return `${passed} of the ${checks.length} ${checks.length === 1 ? "check" : "checks"} of this system would let it pass.`;
}
