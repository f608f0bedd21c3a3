import type { InspectedToken } from "../../../control/contract/checks.ts";
import { gatehouse } from "../azure/gatehouse.ts";

/** What Gatehouse finds in a token. Throws `ApiError` with the code `NotAToken` for a text that is none. */
export function inspectToken(text: string): Promise<InspectedToken> {
  return gatehouse<InspectedToken>("/tokens/inspect", { method: "POST", body: { token: bareToken(text) } });
}

/** The token of what was copied along with its header: `Authorization: Bearer eyJ…`. Lines that a terminal broke are joined. */
function bareToken(text: string): string {
  return text
    .trim()
    .replace(/^authorization:\s*/i, "")
    .replace(/^bearer\s+/i, "")
    .replace(/\s*[\r\n]+\s*/g, "");
}
