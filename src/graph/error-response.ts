import type { Clock } from "../platform/index.ts";
import type { GraphError } from "./graph-error.ts";

/** The ids of a request: Graph's own, and the client's if it sent one. */
export interface GraphRequestIds {
  readonly requestId: string;
  readonly clientRequestId: string;
}

/** Graph's error envelope ("Microsoft Graph error responses and resource types"). */
export function errorResponse(error: GraphError, ids: GraphRequestIds, clock: Clock): Response {
  const { requestId, clientRequestId } = ids;
  const body = {
    error: {
      code: error.code,
      message: error.message,
      innerError: {
        date: new Date(clock.now()).toISOString().slice(0, 19),
        "request-id": requestId,
        "client-request-id": clientRequestId,
      },
    },
  };
  const response = Response.json(body, { status: error.status });
  if (error.status === 401) {
    response.headers.set(
      "www-authenticate",
      'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", ' +
        'client_id="00000003-0000-0000-c000-000000000000"',
    );
  }
  return response;
}
