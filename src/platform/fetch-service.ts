import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { shareRecord } from "./exchange.ts";
import type { Log } from "./log.ts";
import type { Host, Service } from "./service.ts";

const DEFAULT_MAX_BODY_BYTES = 4 * 1024 * 1024;
const BODY_TIMEOUT_MS = 60_000;

export interface FetchServiceOptions {
  readonly name: string;
  /** As `Service.hosts`. */
  readonly hosts: readonly string[];
  /**
   * Answers one request. The request's URL has Azure's own scheme and host, whichever way the request came in; the origin
   * that the caller typed is in `host.origin`. Its signal aborts when the caller hangs up.
   */
  readonly fetch: (request: Request, host: Host) => Response | Promise<Response>;
  /** Largest request body taken; 4 MiB unless said. A larger one is answered with 413. */
  readonly maxBodyBytes?: number;
  /** Hears of what `fetch` throws; the caller is told nothing but 500. */
  readonly log?: Log;
}

/** Why a request never reaches `fetch`. */
class UnreadableRequest extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * A service that is written against web-standard `Request` and `Response` (a Hono app, say). Bodies are read whole before
 * `fetch` is called; answers are streamed. What `fetch` throws becomes a bare 500: a service with an error envelope of its
 * own makes that envelope inside `fetch`.
 */
export function fetchService(options: FetchServiceOptions): Service {
  const { name, hosts, log, maxBodyBytes = DEFAULT_MAX_BODY_BYTES } = options;

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse, host: Host): Promise<void> {
    const hangUp = new AbortController();
    outgoing.once("close", () => hangUp.abort());
    const body = await readBody(incoming, maxBodyBytes);
    const request = toRequest(incoming, host, body, hangUp.signal);
    shareRecord(incoming, request);
    await send(await options.fetch(request, host), outgoing, incoming.method === "HEAD");
  }

  return {
    name,
    hosts,
    handle(incoming, outgoing, host) {
      answer(incoming, outgoing, host).catch((error: unknown) => {
        if (error instanceof UnreadableRequest) return refuse(outgoing, error.status, error.message);
        if (outgoing.destroyed) return;
        log?.error(`${name} failed to answer`, { method: incoming.method, error: String(error) });
        refuse(outgoing, 500, "Internal Server Error");
      });
    },
  };
}

function refuse(outgoing: ServerResponse, status: number, message: string): void {
  if (outgoing.headersSent) {
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(status, { "content-type": "text/plain; charset=utf-8", connection: "close" });
  outgoing.end(message);
}

/** The body; empty for the methods whose `Request` can't have one. */
async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const tooSlow = setTimeout(() => incoming.destroy(), BODY_TIMEOUT_MS);
  try {
    for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) throw new UnreadableRequest(413, `The request's body is larger than ${maxBytes} bytes.`);
      chunks.push(chunk);
    }
  } finally {
    clearTimeout(tooSlow);
  }
  return Buffer.concat(chunks);
}

function toRequest(incoming: IncomingMessage, host: Host, body: Buffer, signal: AbortSignal): Request {
  const { method = "GET", url: path = "/" } = incoming;
  const headers = new Headers();
  for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
    headers.append(incoming.rawHeaders[index] ?? "", incoming.rawHeaders[index + 1] ?? "");
  }
  const canHaveBody = method !== "GET" && method !== "HEAD" && body.length > 0;
  try {
    return new Request(`${host.scheme}://${host.name}${path.startsWith("/") ? path : `/${path}`}`, {
      method,
      headers,
      signal,
      ...(canHaveBody ? { body: new Uint8Array(body) } : {}),
    });
  } catch {
    throw new UnreadableRequest(400, "Bad Request");
  }
}

async function send(response: Response, outgoing: ServerResponse, isHead: boolean): Promise<void> {
  outgoing.statusCode = response.status;
  if (response.statusText !== "") outgoing.statusMessage = response.statusText;
  for (const [name, value] of response.headers) {
    if (name !== "set-cookie") outgoing.setHeader(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader("set-cookie", cookies);
  if (response.body === null || isHead) {
    await response.body?.cancel();
    outgoing.end();
    return;
  }
  await pipeline(Readable.fromWeb(response.body as ReadableStream), outgoing);
}
