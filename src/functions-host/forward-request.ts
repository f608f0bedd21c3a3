import {
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
  request as send,
} from "node:http";
import { pipeline } from "node:stream";
import { PARENT_HEADER } from "./parent-header.ts";
import type { Schedule } from "./schedule.ts";

type Header = readonly [name: string, value: string];

/** What the app is asked, after the front end has had its say. */
export interface ForwardTarget {
  /** Path and query. */
  readonly path: string;
  /** All headers that the app gets; those of the connection are left out. */
  readonly headers: readonly Header[];
  /** Of the header by which what the app sends back into this cloud is known as sent in this request's course; undefined: none. */
  readonly parentValue?: string | undefined;
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

/** Headers of one connection, each side of the house has its own. */
const HOP_BY_HOP = new Set([
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
]);

/**
 * Passes a request on to the app's process and its answer back, both as streams. A caller that goes away ends the app's side too.
 *
 * Without an answer in time the caller gets 502, as from Azure's front end after 230 seconds; when the process ends before it has
 * answered, 500, as from Azure's host, which outlives its worker.
 */
export function forwardRequest(
  request: IncomingMessage,
  response: ServerResponse,
  target: ForwardTarget,
  { socket, agent, schedule, answerTimeoutMs, onFailure }: ForwardOptions,
): void {
  const { method = "GET" } = request;
  const { path } = target;
  let upstream: ClientRequest;
  try {
    upstream = send({ socketPath: socket, agent, method, path, headers: upstreamHeaders(request, target) });
  } catch (error) {
    // Node refuses what can't stand in a request, such as a header with letters beyond Latin-1.
    onFailure(`${method} ${path} can't be passed on: ${String(error)}`);
    endWithout(response, 400);
    return;
  }
  const fail = (status: number, reason: string) => {
    if (!response.destroyed && !response.writableEnded) {
      onFailure(`${method} ${path}: ${reason}`);
      endWithout(response, status);
    }
    upstream.destroy();
  };
  const cancel = schedule(answerTimeoutMs, () => fail(502, `the app gave no answer within ${answerTimeoutMs} ms`));

  upstream.on("response", (answer) => {
    cancel();
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEnd(headerPairs(answer.rawHeaders)).flat());
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
    else if (!request.complete) {
      // The app answered early. What the caller still sends is read and dropped, or it would wait for room until its time is up.
      request.unpipe(upstream);
      upstream.destroy();
      request.resume();
    }
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

/**
 * The body keeps the framing that it came with: to the host, one without Content-Length is a different thing. What a `Connection`
 * header names is not left out: that would let a caller take away what the front end has added, such as the principal.
 */
function upstreamHeaders(request: IncomingMessage, { headers, parentValue }: ForwardTarget): OutgoingHttpHeaders {
  const result = new Map<string, string[]>();
  for (const [name, value] of endToEnd(headers)) {
    const key = name.toLowerCase();
    if (key !== "content-length") result.set(key, [...(result.get(key) ?? []), value]);
  }
  const length = request.headers["content-length"];
  if (request.headers["transfer-encoding"] !== undefined) result.set("transfer-encoding", ["chunked"]);
  else if (length !== undefined) result.set("content-length", [length]);
  if (parentValue === undefined) result.delete(PARENT_HEADER);
  else result.set(PARENT_HEADER, [parentValue]);
  return Object.fromEntries([...result].map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}

function endToEnd(headers: readonly Header[]): readonly Header[] {
  return headers.filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase()));
}

function headerPairs(rawHeaders: readonly string[]): readonly Header[] {
  return Array.from({ length: rawHeaders.length / 2 }, (_, index) => [
    rawHeaders[index * 2] ?? "",
    rawHeaders[index * 2 + 1] ?? "",
  ]);
}
