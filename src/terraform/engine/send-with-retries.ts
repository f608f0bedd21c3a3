import { setTimeout as wait } from "node:timers/promises";
import type { Value } from "../language/index.ts";
import type { AzureResponse, SendRequest } from "./azure-clients.ts";
import { azureRequestError } from "./azure-request-error.ts";

export interface RequestToSend {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
}

/** How long to wait before each further attempt: a local service is back at once, or not at all. */
const WAITS_MS = [50, 200, 800];

/**
 * Sends a request and reads its answer. 429 and 502 to 504 are tried again, 500 too where repeating does no harm. Throws
 * `AzureRequestError` for every status from 400, and what the transport throws.
 */
export async function sendWithRetries(request: SendRequest, toSend: RequestToSend): Promise<AzureResponse> {
  const { method, headers, body } = toSend;
  const url = new URL(toSend.url);
  for (let attempt = 0; ; attempt += 1) {
    const response = await request({ method, url, headers, ...(body === undefined ? {} : { body }) });
    const pause = WAITS_MS[attempt];
    if (pause !== undefined && isWorthRepeating(method, response.status)) {
      await wait(pause);
      continue;
    }
    const parsed = parseJson(response.body);
    if (response.status >= 400) throw azureRequestError(response.status, parsed, response.body.toString("utf8"));
    return { status: response.status, headers: response.headers, body: parsed };
  }
}

function isWorthRepeating(method: string, status: number): boolean {
  return status === 429 || (status >= 502 && status <= 504) || (status === 500 && method !== "POST");
}

function parseJson(body: Buffer): Value | undefined {
  if (body.length === 0) return undefined;
  try {
    const value: Value = JSON.parse(body.toString("utf8"));
    return value;
  } catch {
    return undefined;
  }
}
