import {
  type Agent,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
  request as send,
} from "node:http";
import { pipeline } from "node:stream";
import type { Schedule } from "./schedule.ts";

/** What the app is asked, after the front end has had its say. */
export interface ForwardTarget {
  /** Path and query. */
  readonly path: string;
  /** All headers that the app gets; those of the connection are left out. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

export interface ForwardOptions {
  readonly socket: string;
  readonly agent: Agent;
  readonly schedule: Schedule;
  /** How long the caller waits for the first byte of the answer. */
  readonly answerTimeoutMs: number;
  /** Hears why a request got no answer from the app. */
  readonly onFailure: (reason: string) => void;
}

const HOP_BY_HOP = [
  "connection",
  "expect",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/**
 * Passes a request on to the app's process and its answer back, both as streams. A caller that goes away ends the app's side too.
 *
 * Without an answer in time the caller gets 502, as from Azure's front end after 230 seconds; when the process ends before it has
 * answered, 500, as from Azure's host, which outlives its worker.
 */
export function forwardRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { path, headers }: ForwardTarget,
  { socket, agent, schedule, answerTimeoutMs, onFailure }: ForwardOptions,
): void {
  const upstream = send({
    socketPath: socket,
    agent,
    method: request.method ?? "GET",
    path,
    headers: upstreamHeaders(request, headers),
  });
  const fail = (status: number, reason: string) => {
    if (!response.destroyed && !response.writableEnded) {
      onFailure(`${request.method} ${path}: ${reason}`);
      endWithout(response, status);
    }
    upstream.destroy();
  };
  const cancel = schedule(answerTimeoutMs, () => fail(502, `the app gave no answer within ${answerTimeoutMs} ms`));

  upstream.on("response", (answer) => {
    cancel();
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEndHeaders(answer.rawHeaders));
    // An error in the middle ends the caller's connection: half an answer must not look like a whole one.
    pipeline(answer, response, () => {});
  });
  upstream.on("error", (error) => {
    cancel();
    fail(500, `the app's process gave no answer: ${error.message}`);
  });
  response.once("close", () => {
    cancel();
    if (!response.writableFinished) upstream.destroy();
  });
  // Not `pipeline`, which would destroy the caller's request, and its connection with it, when the app answers early.
  request.on("error", () => upstream.destroy());
  request.pipe(upstream);
}

/** Ends a response that has no body. */
export function endWithout(response: ServerResponse, status: number, body = ""): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, {
    "Content-Length": Buffer.byteLength(body),
    ...(body === "" ? {} : { "Content-Type": "text/plain; charset=utf-8" }),
  });
  response.end(body);
}

/** The body keeps the framing that it came with: to the host, one without Content-Length is a different thing. */
function upstreamHeaders(request: IncomingMessage, headers: ForwardTarget["headers"]): OutgoingHttpHeaders {
  const kept = withoutHopByHop(headers.filter(([name]) => name.toLowerCase() !== "content-length"));
  const result: Record<string, string | string[]> = {};
  for (const [name, value] of kept) {
    const key = name.toLowerCase();
    const earlier = result[key];
    result[key] = earlier === undefined ? value : [earlier, value].flat();
  }
  const length = request.headers["content-length"];
  if (request.headers["transfer-encoding"] !== undefined) result["transfer-encoding"] = "chunked";
  else if (length !== undefined) result["content-length"] = length;
  return result;
}

function endToEndHeaders(rawHeaders: readonly string[]): string[] {
  const pairs = Array.from(
    { length: rawHeaders.length / 2 },
    (_, index) => [rawHeaders[index * 2] ?? "", rawHeaders[index * 2 + 1] ?? ""] as const,
  );
  return withoutHopByHop(pairs).flat();
}

function withoutHopByHop(
  headers: readonly (readonly [name: string, value: string])[],
): readonly (readonly [name: string, value: string])[] {
  const dropped = new Set(HOP_BY_HOP);
  for (const [name, value] of headers) {
    if (name.toLowerCase() !== "connection") continue;
    for (const named of value.split(",")) dropped.add(named.trim().toLowerCase());
  }
  return headers.filter(([name]) => !dropped.has(name.toLowerCase()));
}
