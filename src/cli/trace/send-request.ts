import type { RunningCloud } from "../running-cloud.ts";
import type { TraceAnswer, TraceRequest } from "./read-request.ts";

const TIMEOUT_MS = 240_000;

/** Sends the request, with `headers` added, and measures how long the answer takes. Throws `OutboundError`. */
export async function sendRequest(
  cloud: RunningCloud,
  { method, url, headers, body }: TraceRequest,
  added: Readonly<Record<string, string>> = {},
): Promise<TraceAnswer> {
  const startedAt = performance.now();
  const response = await cloud.send({
    method,
    url,
    headers: { ...headers, ...added },
    ...(body === undefined ? {} : { body }),
    timeoutMs: TIMEOUT_MS,
  });
  return { ...response, milliseconds: performance.now() - startedAt };
}
