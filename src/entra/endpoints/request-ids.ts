import { randomUUID } from "node:crypto";
import { isGuid } from "../../platform/index.ts";

/** The ids that a caller quotes to support. */
export interface RequestIds {
  /** Also `x-ms-request-id`; ends in `00`, as Entra's do. */
  readonly traceId: string;
  /** The client's own `client-request-id`, if it sent one. */
  readonly correlationId: string;
}

/** Ids for the answer to `request`. */
export function createRequestIds(request: Request): RequestIds {
  const sent = request.headers.get("client-request-id") ?? new URL(request.url).searchParams.get("client-request-id");
  return {
    traceId: `${randomUUID().slice(0, -2)}00`,
    correlationId: sent !== null && isGuid(sent) ? sent : randomUUID(),
  };
}
