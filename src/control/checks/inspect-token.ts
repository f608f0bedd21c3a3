import { decodeJwt, decodeProtectedHeader, type JWTPayload } from "jose";
import { TokenRejected, type TokenService } from "../../entra/index.ts";
import { type Clock, epochSeconds } from "../../platform/index.ts";
import type { InspectedToken } from "../contract/checks.ts";
import type { RunnableCheck } from "./all-checks.ts";
import { claimMeanings } from "./claim-meanings.ts";

/** The text is no signed token; the message says what was found. */
export class NotAToken extends Error {}

export interface InspectOptions {
  readonly tokens: Pick<TokenService, "verify">;
  readonly tenantId: string;
  readonly clock: Clock;
  readonly checks: readonly RunnableCheck[];
}

/** Reads a token, checks its signature, and tries every check of the system on it. Throws `NotAToken`. */
export async function inspectToken(
  text: string,
  { tokens, tenantId, clock, checks }: InspectOptions,
): Promise<InspectedToken> {
  const token = text.trim().replace(/^Bearer +/i, "");
  const { header, claims } = decode(token);
  return {
    header: { ...header },
    claims: Object.entries(claims).map(([name, value]) => {
      const meaning = claimMeanings[name];
      return { name, value, ...(meaning === undefined ? {} : { meaning }) };
    }),
    signature: await signatureOf(token, header, claims, { tokens, tenantId }),
    lifetime: lifetimeOf(claims, epochSeconds(clock)),
    checks: await Promise.all(
      checks.map(async ({ check, run }) => {
        const { passes, reason } = await run(token);
        return { ...check, outcome: passes ? ("passes" as const) : ("fails" as const), reason };
      }),
    ),
  };
}

type Header = ReturnType<typeof decodeProtectedHeader>;

function decode(token: string): { readonly header: Header; readonly claims: JWTPayload } {
  const parts = token.split(".").length;
  if (parts !== 3) {
    const found = parts === 5 ? "an encrypted token" : `${parts} ${parts === 1 ? "part" : "parts"}`;
    throw new NotAToken(`A signed token has three parts between dots; this text is ${found}.`);
  }
  try {
    return { header: decodeProtectedHeader(token), claims: decodeJwt(token) };
  } catch {
    throw new NotAToken("The text has three parts, but they are not Base64url of JSON as in a token.");
  }
}

/** By the token service's own verification, so that only what says otherwise than the signature has to be told apart. */
async function signatureOf(
  token: string,
  { alg }: Header,
  { aud, iss = "" }: JWTPayload,
  { tokens, tenantId }: Pick<InspectOptions, "tokens" | "tenantId">,
): Promise<InspectedToken["signature"]> {
  if (alg === "none") return { state: "not-signed", message: "The token isn't signed: anybody can have written it." };
  const audiences = [aud ?? ""].flat();
  try {
    await tokens.verify(token, { audiences });
  } catch (error) {
    if (!(error instanceof TokenRejected)) throw error;
    if (error.code === "SIGNATURE") {
      if (!iss.includes(tenantId)) {
        return {
          state: "unknown-key",
          message: `Another issuer signed it (${iss || "it names none"}), whose keys aren't known here.`,
        };
      }
      return {
        state: "invalid",
        message: "The signature is not one of this tenant's key: the token was changed after it was issued.",
      };
    }
    if (error.code === "ISSUER") {
      return { state: "valid", message: "Signed by this tenant's key, but it names another issuer." };
    }
  }
  return { state: "valid", message: "Signed by this tenant's current key." };
}

function lifetimeOf({ nbf, exp }: JWTPayload, now: number): InspectedToken["lifetime"] {
  if (nbf !== undefined && now < nbf) return "not-yet-valid";
  if (exp === undefined) return "unlimited";
  return now < exp ? "valid" : "expired";
}
