import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import {
  type Outbound,
  OutboundError,
  type OutboundRequest,
  type OutboundResponse,
  type OutboundRoute,
} from "../platform/index.ts";

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_BYTES = 4 * 1024 * 1024;

export interface OutboundOptions {
  /** True for a host name that this cloud serves itself. */
  readonly serves: (hostname: string) => boolean;
  /** The edge's port. */
  readonly port: () => number;
  /** True: nothing outside this machine is asked. */
  readonly offline: boolean;
}

/**
 * Outbound connections of the cloud's services. Azure's host names lead back to the edge, over plain loopback HTTP: an https
 * address under the `.localhost` name that stands for it, an http address under its own name. Azure's services answer on no
 * other ports.
 */
export function createOutbound(options: OutboundOptions): Outbound {
  function route(url: URL): OutboundRoute {
    const hostname = url.hostname.replace(/^\[|\]$/g, "");
    const secure = url.protocol === "https:";
    if (options.serves(hostname)) {
      // A URL has no port when it is the usual one of its scheme.
      if (url.port !== "") {
        throw new OutboundError(
          "CONNECT_FAILED",
          `${url.origin} can't be reached: ${hostname} answers on port ${secure ? 443 : 80} only.`,
        );
      }
      const port = options.port();
      const host = secure ? `${hostname}.localhost:${port}` : hostname;
      return { secure: false, hostname: "127.0.0.1", port, host, leadsBack: true };
    }
    if (options.offline && !isLoopback(hostname)) {
      throw new OutboundError(
        "OFFLINE",
        `${url.host} is not served here, and Gatehouse runs offline: nothing outside this machine is asked.`,
      );
    }
    return { secure, hostname, port: url.port === "" ? (secure ? 443 : 80) : Number(url.port), host: url.host };
  }

  return { route, request: (request) => send(route(request.url), request) };
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "::1" || /^127\./.test(hostname);
}

function send(route: OutboundRoute, request: OutboundRequest): Promise<OutboundResponse> {
  const { method, url, headers = {}, body, timeoutMs = DEFAULT_TIMEOUT_MS, maxBytes = DEFAULT_MAX_BYTES } = request;
  return new Promise((resolve, reject) => {
    const start = route.secure ? httpsRequest : httpRequest;
    const outgoing = start({
      method,
      hostname: route.hostname,
      port: route.port,
      path: url.pathname + url.search,
      headers: {
        ...headers,
        host: route.host,
        ...(body === undefined ? {} : { "content-length": Buffer.byteLength(body) }),
      },
      signal: AbortSignal.timeout(timeoutMs),
      servername: url.hostname,
    });
    outgoing.once("error", (error) => reject(asOutboundError(error, url, timeoutMs)));
    outgoing.once("response", (incoming: IncomingMessage) => {
      collect(incoming, maxBytes, url).then(resolve, (error: unknown) => {
        outgoing.destroy();
        reject(asOutboundError(error, url, timeoutMs));
      });
    });
    outgoing.end(body);
  });
}

async function collect(incoming: IncomingMessage, maxBytes: number, url: URL): Promise<OutboundResponse> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new OutboundError("TOO_LARGE", `${url.origin} answered more than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return { status: incoming.statusCode ?? 0, headers, body: Buffer.concat(chunks) };
}

function asOutboundError(error: unknown, url: URL, timeoutMs: number): OutboundError {
  if (error instanceof OutboundError) return error;
  const name = error instanceof Error ? error.name : "";
  if (name === "AbortError" || name === "TimeoutError") {
    return new OutboundError("TIMED_OUT", `${url.origin} gave no answer within ${timeoutMs / 1000} s.`);
  }
  return new OutboundError(
    "CONNECT_FAILED",
    `${url.origin} can't be reached: ${error instanceof Error ? error.message : String(error)}`,
  );
}
