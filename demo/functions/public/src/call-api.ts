import type { HttpResponseInit, InvocationContext } from "@azure/functions";

/** One call of an API behind API Management. */
export interface ApiCall {
  readonly url: string;
  /** Says which subscription calls. It is no proof of who calls: that is the token. */
  readonly subscriptionKey: string;
  readonly accessToken: string | undefined;
}

/** What a caller waits for and takes in at most. */
export interface ApiCallLimits {
  /** From the request to the last byte of the answer. */
  readonly milliseconds: number;
  /** Of the answer's body. */
  readonly bytes: number;
}

const LIMITS: ApiCallLimits = { milliseconds: 30_000, bytes: 1024 * 1024 };

/**
 * Calls the API and passes the answer on: API Management's status and body, byte for byte, so that a refusal can be seen.
 *
 * @returns API Management's answer. Where there is none to pass on: 504 after `limits.milliseconds`, otherwise 502 (no
 *   connection, or a body larger than `limits.bytes`), each with a JSON message; the reason is in the log.
 */
export async function callApi(
  { url, subscriptionKey, accessToken }: ApiCall,
  context: InvocationContext,
  limits: ApiCallLimits = LIMITS,
): Promise<HttpResponseInit> {
  const headers = new Headers({ accept: "application/json", "Ocp-Apim-Subscription-Key": subscriptionKey });
  if (accessToken !== undefined) headers.set("Authorization", `Bearer ${accessToken}`);
  try {
    const response = await fetch(url, {
      headers,
      // A redirect would be an answer too (to a sign-in page, say), and following it would hide it.
      redirect: "manual",
      signal: AbortSignal.timeout(limits.milliseconds),
    });
    const body = await readBody(response, limits.bytes);
    context.log(`${url} answered ${response.status}`);
    return {
      status: response.status,
      headers: { "content-type": response.headers.get("content-type") ?? "application/json" },
      body,
    };
  } catch (error) {
    const timedOut = error instanceof DOMException && error.name === "TimeoutError";
    context.error(`${url} gave no answer to pass on:`, error);
    return timedOut
      ? { status: 504, jsonBody: { message: "API Management did not answer in time." } }
      : { status: 502, jsonBody: { message: "API Management gave no answer that can be passed on." } };
  }
}

async function readBody(response: Response, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw new Error(`the body is larger than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
