import type { Clock } from "../../platform/index.ts";
import type { EntraError } from "../entra-error.ts";
import type { RequestIds } from "./request-ids.ts";

/** Errors that Entra answers without `error_uri`. */
const WITHOUT_URI: ReadonlySet<number> = new Set([70003, 700038, 70011, 1002012]);

/** The body of a refusal. */
export interface ErrorBody {
  readonly error: string;
  readonly error_description: string;
  readonly error_codes: readonly number[];
  readonly timestamp: string;
  readonly trace_id: string;
  readonly correlation_id: string;
  readonly error_uri?: string;
}

/** Entra's error envelope, its members in Entra's order. `host` is the one that was asked. */
export function toErrorBody(error: EntraError, ids: RequestIds, clock: Clock, host: string): ErrorBody {
  const timestamp = new Date(clock.now()).toISOString().replace(/^(.+)T(.+)\.\d+Z$/, "$1 $2Z");
  const { traceId, correlationId } = ids;
  return {
    error: error.error,
    error_description: `${error.description} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [error.errorCode],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    ...(WITHOUT_URI.has(error.errorCode) ? {} : { error_uri: `https://${host}/error?code=${error.errorCode}` }),
  };
}
