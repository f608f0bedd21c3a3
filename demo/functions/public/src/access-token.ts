import { setTimeout as delay } from "node:timers/promises";
import type { InvocationContext } from "@azure/functions";
import type { TokenCredential } from "@azure/identity";

/** How long an invocation waits for a token, in milliseconds. The identity endpoint is on the same host. */
const PATIENCE_MILLISECONDS = 10_000;

/**
 * Retry options for credentials that ask App Service's identity endpoint.
 *
 * When Entra ID refuses a token, that endpoint does not pass the refusal on: it answers 500 "An unexpected error occured
 * while fetching the AAD Token.", which looks like a passing fault. With the SDK's defaults the credential then tries four
 * times in about five seconds before the caller hears of it. A refusal does not pass by waiting; one quick retry is enough
 * for the faults that do.
 *
 * Give the same options to every managed identity credential of a process: MSAL, below the SDK, keeps the HTTP client of the
 * first one for all of them.
 */
export const IDENTITY_RETRY = { maxRetries: 1, retryDelayInMs: 100, maxRetryDelayInMs: 200 } as const;

/**
 * Gets an access token, or says in the log why there is none.
 *
 * Asking on every invocation is right: the credential keeps the token in memory until it is about to expire. So does the
 * platform, per identity and resource, for about 24 hours: an app role that is assigned to this identity now may be missing
 * in its tokens until tomorrow, and restarting the app does not help.
 *
 * @param scope the resource's application id URI followed by `/.default`: everything this identity may do there.
 * @param patience how long to wait, in milliseconds.
 * @returns the token, or `undefined` when none can be had. The call goes out all the same: it is API Management's job to
 *   refuse it, and this demo shows how it does.
 */
export async function accessTokenFor(
  credential: TokenCredential,
  scope: string,
  context: InvocationContext,
  patience = PATIENCE_MILLISECONDS,
): Promise<string | undefined> {
  const waiting = new AbortController();
  try {
    const accessToken = await Promise.race([credential.getToken(scope), failAfter(patience, waiting.signal)]);
    if (accessToken !== null) return accessToken.token;
    context.warn(`No token for ${scope}: the credential has none to give. Calling without one.`);
  } catch (error) {
    // Never log a token. A reason is fine.
    context.warn(
      `No token for ${scope}, calling without one: ${error instanceof Error ? error.message : String(error)}`,
    );
  } finally {
    waiting.abort();
  }
  return undefined;
}

async function failAfter(milliseconds: number, signal: AbortSignal): Promise<never> {
  await delay(milliseconds, undefined, { signal });
  throw new Error(`the identity endpoint did not answer within ${milliseconds} ms`);
}
