import { gatehouse } from "../azure/gatehouse.ts";

/** Whose token, and for what. `identity`: principal id of a managed identity; `user`: object id. */
export type TokenRequest = { readonly resource: string } & ({ readonly identity: string } | { readonly user: string });

export interface MintedToken {
  readonly accessToken: string;
  /** Seconds since the epoch. */
  readonly expiresOn: number;
}

/** A token as its owner would get it. Throws `ApiError`, in whose message Entra ID's code stands. */
export function requestToken(request: TokenRequest): Promise<MintedToken> {
  return gatehouse<MintedToken>("/token", { method: "POST", body: request });
}

/** Entra ID's code in the words of a refusal: `AADSTS501051`. */
export function entraCode(message: string): string | undefined {
  return /\bAADSTS\d+\b/.exec(message)?.[0];
}
