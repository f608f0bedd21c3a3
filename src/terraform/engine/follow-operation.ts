import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { AzureResponse } from "./azure-clients.ts";
import { AzureRequestError } from "./azure-request-error.ts";

export interface OperationRequest {
  readonly method: string;
  readonly url: string;
  /** An authorized GET. */
  readonly get: (url: string) => Promise<AzureResponse>;
}

/** The wait before the first question and the longest one: `Retry-After` is made for operations of minutes. */
const FIRST_WAIT_MS = 10;
const LONGEST_WAIT_MS = 1000;
const TIMEOUT_MS = 10 * 60_000;

const statusSchema = z.object({
  status: z.string(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
});

/**
 * Waits until a long-running operation has ended (Resource Manager: "Track asynchronous Azure operations"): by its
 * `Azure-AsyncOperation` address if there is one, else by `Location` as long as that answers 202. Resolves to the resource
 * for a PUT or PATCH, else to the last answer. Throws `AzureRequestError` when it failed, or took over ten minutes.
 */
export async function followOperation(first: AzureResponse, request: OperationRequest): Promise<AzureResponse> {
  const statusUrl = first.headers["azure-asyncoperation"];
  const location = first.headers.location;
  if (statusUrl === undefined && (first.status !== 202 || location === undefined)) return first;
  const startedAt = performance.now();
  for (let pause = FIRST_WAIT_MS; performance.now() - startedAt < TIMEOUT_MS; pause *= 2) {
    await wait(Math.min(pause, LONGEST_WAIT_MS));
    const answer = await request.get(checked(statusUrl ?? location ?? "", request.url));
    if (statusUrl === undefined ? answer.status === 202 : isRunning(answer)) continue;
    if (statusUrl === undefined && (answer.body !== undefined || request.method === "DELETE")) return answer;
    const hasResource = request.method === "PUT" || request.method === "PATCH";
    return hasResource
      ? request.get(request.url)
      : location === undefined
        ? answer
        : request.get(checked(location, request.url));
  }
  throw new AzureRequestError(
    202,
    "OperationTimedOut",
    `${request.method} ${request.url} had not ended after ${TIMEOUT_MS / 60_000} minutes.`,
  );
}

/** Throws when it has ended without success. */
function isRunning(answer: AzureResponse): boolean {
  const { status, error } = statusSchema.parse(answer.body);
  if (status === "Succeeded") return false;
  if (status !== "Failed" && status !== "Canceled") return true;
  throw new AzureRequestError(
    answer.status,
    error?.code ?? `Operation${status}`,
    error?.message ?? `The operation ended as ${status}.`,
  );
}

/** The next address must be of the same service: it is sent the same token. */
function checked(next: string, url: string): string {
  if (new URL(next).origin === new URL(url).origin) return next;
  throw new AzureRequestError(202, "ForeignOperation", `The operation of ${url} is to be asked for at ${next}.`);
}
