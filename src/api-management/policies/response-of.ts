import type { GatewayContext, GatewayResponse } from "../pipeline/context.ts";
import { HeaderList } from "../pipeline/header-list.ts";

/** The response that policies work on: what the backend gave, or an empty 200 that is made now. */
export function responseOf(context: GatewayContext): GatewayResponse {
  context.response ??= emptyResponse();
  return context.response;
}

/** "return-response": 200 without a body until it is told otherwise. */
export function emptyResponse(): GatewayResponse {
  return { statusCode: 200, statusReason: "OK", headers: new HeaderList(), body: null };
}

/** In inbound and backend a policy changes the request, in outbound and on-error the response. */
export function worksOnResponse(context: GatewayContext): boolean {
  return context.section === "outbound" || context.section === "on-error";
}
