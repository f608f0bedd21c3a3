import { z } from "zod";
import type { Credentials, SendRequest } from "./azure-clients.ts";
import { sendWithRetries } from "./send-with-retries.ts";

/** Access tokens of the service principal that applies, one per scope. */
export interface AccessTokens {
  /** A token that is valid for five minutes at least. Throws `AzureRequestError`. */
  get(scope: string): Promise<string>;
  /** Forgets a token; false when it was fetched a moment ago, so that another one would not help. */
  forget(scope: string): boolean;
}

interface KeptToken {
  readonly token: Promise<string>;
  /** Of `performance.now()`. */
  readonly fetchedAt: number;
  endsAt: number;
}

/** So long before its end a token is replaced. */
const SPARE_MS = 5 * 60_000;
const A_MOMENT_MS = 2000;

const tokenSchema = z.object({ access_token: z.string(), expires_in: z.coerce.number() });

/** Fetches tokens by client credentials (Entra ID: "OAuth 2.0 client credentials flow") when they are first needed. */
export function createAccessTokens(request: SendRequest, credentials: Credentials): AccessTokens {
  const kept = new Map<string, KeptToken>();

  function fetchToken(scope: string): KeptToken {
    const { tenantId, clientId, clientSecret } = credentials;
    const body = new URLSearchParams({
      ...{ grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret },
      scope,
    }).toString();
    const answer = sendWithRetries(request, {
      method: "POST",
      url: `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body,
    }).then((response) => tokenSchema.parse(response.body));
    const fetchedAt = performance.now();
    const entry: KeptToken = {
      fetchedAt,
      endsAt: Number.POSITIVE_INFINITY,
      token: answer.then(
        ({ access_token: token, expires_in: seconds }) => {
          entry.endsAt = fetchedAt + seconds * 1000;
          return token;
        },
        (error: unknown) => {
          if (kept.get(scope) === entry) kept.delete(scope);
          throw error;
        },
      ),
    };
    kept.set(scope, entry);
    return entry;
  }

  return {
    get(scope) {
      const entry = kept.get(scope);
      const isGood = entry !== undefined && performance.now() < entry.endsAt - SPARE_MS;
      return (isGood ? entry : fetchToken(scope)).token;
    },
    forget(scope) {
      const entry = kept.get(scope);
      if (entry === undefined || performance.now() - entry.fetchedAt < A_MOMENT_MS) return false;
      kept.delete(scope);
      return true;
    },
  };
}
