import { Readable } from "node:stream";
import type { Outbound, OutboundRoute } from "../../platform/index.ts";
import { OutboundError, PARENT_HEADER } from "../../platform/index.ts";
import type { BackendClient } from "../backend-client/backend-client.ts";
import { BackendError, type BackendErrorCode } from "../backend-client/backend-error.ts";
import type { BackendResponse } from "../backend-client/connection.ts";
import type { UrlView } from "../expressions/index.ts";
import type { BackendCredentials, ForwardOptions, GatewayContext, GatewayResponse } from "../pipeline/context.ts";
import { GatewayError } from "../pipeline/gateway-error.ts";
import { MessageBody } from "../pipeline/message-body.ts";
import { dropNamedByConnection, isHopByHop } from "./hop-by-hop.ts";
import { traceHeaders } from "./trace-headers.ts";

/** The gateway's own, for its tracing; a backend has no business with it. */
const DEBUG_AUTHORIZATION = "apim-debug-authorization";

/** "Error handling in API Management policies": predefined errors of built-in steps. */
const REASONS: Readonly<Record<BackendErrorCode, string>> = {
  TIMEOUT: "Timeout",
  CONNECTION_FAILURE: "BackendConnectionFailure",
  CALLER_GONE: "ClientConnectionFailure",
};

/** Sends a context's request to its backend. */
export function createForward(
  client: BackendClient,
  outbound: Outbound,
): (context: GatewayContext, options: ForwardOptions) => Promise<GatewayResponse> {
  /** By the compiled backend itself: an API's stays the same object from request to request. */
  const routes = new WeakMap<UrlView, OutboundRoute>();

  function routeTo(base: UrlView): OutboundRoute {
    const known = routes.get(base);
    if (known !== undefined) return known;
    const route = outbound.route(new URL(`${base.scheme}://${base.host}:${base.port}`));
    routes.set(base, route);
    return route;
  }

  return async (context, { timeoutMs }) => {
    const { base, path, queryString, credentials } = context.backend;
    if (base === null)
      throw GatewayError.internal(
        "BackendNotConfigured",
        "The API has no http or https service URL, and no policy chose a backend.",
      );
    const target = encodeTarget(base.path, path, withCredentials(queryString, credentials));
    const { body, bodyLength } = requestBody(context);
    context.collector?.add("backend", "forward-request", {
      message: `Request is being forwarded to the backend service. Timeout set to ${Math.round(timeoutMs / 1000)} seconds`,
      request: {
        method: context.request.method,
        // Without the backend's credentials: whoever may read a trace may not read these.
        url: `${base.scheme}://${base.host}${encodeTarget(base.path, path, queryString)}`,
        headers: traceHeaders(context.request.headers),
      },
    });
    try {
      const route = routeTo(base);
      const answer = await client.send({
        route,
        host: context.backend.host === undefined ? route.host : hostAt(route, base, context.backend.host),
        method: context.request.method,
        target,
        headerLines: headerLines(context) + parentLine(context, route),
        body,
        bodyLength,
        timeoutMs,
        caller: context.caller,
      });
      const response = toResponse(answer);
      context.collector?.add("backend", "forward-request", {
        response: {
          status: { code: response.statusCode, reason: response.statusReason },
          headers: traceHeaders(response.headers),
        },
      });
      return response;
    } catch (error) {
      if (error instanceof BackendError) {
        throw GatewayError.internal(REASONS[error.code], error.message);
      }
      if (error instanceof OutboundError) throw GatewayError.internal("BackendConnectionFailure", error.message);
      throw error;
    }
  };
}

const UNESCAPED = /[^\x21-\x7e]/;

/** Path and query in the form that a request line takes: what a policy put in unescaped is escaped now. */
function encodeTarget(basePath: string, path: string, queryString: string): string {
  const target = basePath + (path === "/" && basePath !== "" ? "" : path) + queryString;
  const absolute = target.startsWith("/") ? target : `/${target}`;
  if (!UNESCAPED.test(absolute)) return absolute;
  return absolute.replace(/[^\x21-\x7e]+/g, (run) => encodeURIComponent(run.replace(/[\uD800-\uDFFF]/gu, "\uFFFD")));
}

/** The edge knows a host that is served here by its `.localhost` name, and so it does one that a policy chose. */
function hostAt(route: OutboundRoute, base: UrlView, chosen: string): string {
  const suffix = `.localhost:${route.port}`;
  return route.host === base.host + suffix ? chosen.replace(/:\d+$/, "") + suffix : chosen;
}

function requestBody({ request }: GatewayContext): {
  body: Uint8Array | Readable | null;
  bodyLength: number | undefined;
} {
  const content = request.body?.content ?? null;
  if (!(content instanceof Readable)) return { body: content, bodyLength: undefined };
  const length = request.headers.first("content-length");
  return { body: content, bodyLength: length === undefined ? undefined : Number(length) };
}

/** Parameters of the backend's own replace those of the same name: a caller can't put another beside them. */
function withCredentials(queryString: string, credentials: BackendCredentials | null): string {
  if (credentials === null || credentials.query.length === 0) return queryString;
  const query = new URLSearchParams(queryString);
  for (const [name] of credentials.query) query.delete(name);
  for (const [name, value] of credentials.query) query.append(name, value);
  return `?${query}`;
}

function headerLines({ request, backend }: GatewayContext): string {
  const own = backend.credentials?.headers;
  let lines = "";
  if (own !== undefined) for (const line of own.values()) lines += line;
  let forwardedFor = "";
  request.headers.forEach((key, name, value) => {
    if (key === "x-forwarded-for") forwardedFor += `${value}, `;
    else if (
      !isHopByHop(key) &&
      key !== "host" &&
      key !== "content-length" &&
      key !== "expect" &&
      key !== DEBUG_AUTHORIZATION &&
      own?.has(key) !== true
    ) {
      lines += `${name}: ${value}\r\n`;
    }
  });
  return `${lines}X-Forwarded-For: ${forwardedFor}${request.ipAddress}\r\n`;
}

/** Only this cloud's own listener may have it: there is a secret in it. */
function parentLine({ parentValue }: GatewayContext, { leadsBack }: OutboundRoute): string {
  return leadsBack === undefined || parentValue === undefined ? "" : `${PARENT_HEADER}: ${parentValue}\r\n`;
}

function toResponse({ head, body }: BackendResponse): GatewayResponse {
  dropNamedByConnection(head.headers);
  return {
    statusCode: head.statusCode,
    statusReason: head.statusReason,
    headers: head.headers,
    body: body === null ? null : new MessageBody(body),
  };
}
