import { connect, isIP, type Socket } from "node:net";
import { Readable } from "node:stream";
import { connect as tlsConnect } from "node:tls";
import type { OutboundRoute } from "../../platform/index.ts";
import type { Caller } from "../pipeline/caller.ts";
import { BackendError } from "./backend-error.ts";
import { type BackendResponse, Connection, type Exchange } from "./connection.ts";
import { startUpload } from "./upload.ts";

/** One request to a backend. */
export interface BackendRequest {
  readonly route: OutboundRoute;
  /** The `Host` header: the route's own unless a policy chose another. */
  readonly host: string;
  readonly method: string;
  /** Path and query, already percent-encoded. */
  readonly target: string;
  /** Header lines without `Host`, `Content-Length` and those of the connection; each ends with CR LF. */
  readonly headerLines: string;
  readonly body: Uint8Array | Readable | null;
  /** Length of a streamed body when it is known; else it is sent in chunks. */
  readonly bodyLength: number | undefined;
  /** Until the head of the response is there. */
  readonly timeoutMs: number;
  /** The request is given up when they go. */
  readonly caller?: Caller;
}

/** "Service limits": concurrent backend connections for each HTTP authority. */
const MAX_CONNECTIONS = 2048;
const CONNECT_TIMEOUT_MS = 21_000;
const IDEMPOTENT = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);

interface Origin {
  readonly idle: Connection[];
  count: number;
}

/**
 * A lean HTTP/1.1 client for the gateway's hot path: pooled connections, one write a request, a body that came with the head
 * handed on as bytes. Everything that is not hot uses `Outbound`.
 */
export class BackendClient {
  readonly #origins = new Map<string, Origin>();
  readonly #byRoute = new WeakMap<OutboundRoute, Origin>();
  #isClosed = false;

  /** Rejects with `BackendError`. */
  send(request: BackendRequest): Promise<BackendResponse> {
    const origin = this.#originOf(request.route);
    const kept = takeIdle(origin);
    if (kept === undefined) return this.#sendAnew(origin, request);
    return new Promise((resolve, reject) => {
      exchange(kept, request, resolve, (error) => {
        // A kept connection may have been closed by the backend just now: what is safe to repeat is sent once more on a new one.
        if (mayRepeat(error, request)) this.#sendAnew(origin, request).then(resolve, reject);
        else reject(error);
      });
    });
  }

  close(): void {
    this.#isClosed = true;
    for (const { idle } of this.#origins.values()) for (const connection of [...idle]) connection.destroy();
  }

  #originOf(route: OutboundRoute): Origin {
    const known = this.#byRoute.get(route);
    if (known !== undefined) return known;
    const key = `${route.secure ? "s" : "p"}${route.hostname}:${route.port}`;
    const origin = this.#origins.get(key) ?? { idle: [], count: 0 };
    this.#origins.set(key, origin);
    this.#byRoute.set(route, origin);
    return origin;
  }

  async #sendAnew(origin: Origin, request: BackendRequest): Promise<BackendResponse> {
    const connection = await this.#open(origin, request.route);
    return new Promise((resolve, reject) => exchange(connection, request, resolve, reject));
  }

  #open(origin: Origin, route: OutboundRoute): Promise<Connection> {
    if (this.#isClosed) throw new BackendError("CONNECTION_FAILURE", "The gateway is closing.");
    if (origin.count >= MAX_CONNECTIONS) {
      throw new BackendError(
        "CONNECTION_FAILURE",
        `There are ${MAX_CONNECTIONS} connections to ${route.host} already.`,
      );
    }
    return new Promise((resolve, reject) => {
      let connection: Connection | undefined;
      const socket = connectTo(route, (data) => connection?.read(data));
      origin.count += 1;
      const refuse = (error: Error): void => {
        origin.count -= 1;
        socket.destroy();
        reject(new BackendError("CONNECTION_FAILURE", `${route.host} can't be reached: ${error.message}`));
      };
      socket.setTimeout(CONNECT_TIMEOUT_MS, () =>
        socket.destroy(new Error(`no connection within ${CONNECT_TIMEOUT_MS / 1000} s`)),
      );
      socket.once("error", refuse);
      socket.once(route.secure ? "secureConnect" : "connect", () => {
        socket.removeListener("error", refuse);
        socket.removeAllListeners("timeout");
        socket.setTimeout(0);
        socket.setNoDelay(true);
        connection = new Connection(
          socket,
          (free) => this.#keep(origin, free),
          (closed) => forget(origin, closed),
        );
        resolve(connection);
      });
    });
  }

  #keep(origin: Origin, connection: Connection): void {
    if (this.#isClosed) connection.destroy();
    else origin.idle.push(connection);
  }
}

/** Where sockets without TLS read to, one after the other: each takes its bytes away before the next one reads. */
const RECEIVED = Buffer.allocUnsafeSlow(64 * 1024);

function connectTo({ secure, host, hostname, port }: OutboundRoute, onData: (data: Buffer) => void): Socket {
  if (!secure) {
    const callback = (size: number): boolean => {
      onData(Buffer.from(RECEIVED.subarray(0, size)));
      return true;
    };
    return connect({ host: hostname, port, onread: { buffer: RECEIVED, callback } });
  }
  const name = host.replace(/:\d+$/, "");
  const servername = isIP(name) === 0 ? { servername: name } : {};
  return tlsConnect({ host: hostname, port, ALPNProtocols: ["http/1.1"], ...servername }).on("data", onData);
}

function exchange(
  connection: Connection,
  request: BackendRequest,
  resolve: (response: BackendResponse) => void,
  reject: (error: BackendError) => void,
): void {
  const begun: Exchange = {
    method: request.method,
    timeoutMs: request.timeoutMs,
    resolve,
    reject(error) {
      const isKnown = error instanceof BackendError;
      reject(isKnown ? error : new BackendError("CONNECTION_FAILURE", `${request.route.host}: ${error.message}`));
    },
  };
  const { caller } = request;
  connection.begin(begun);
  caller?.whenGone(() => connection.giveUp(begun));
  // Gone while the connection was made.
  if (caller?.isGone) connection.giveUp(begun);
  else write(connection, request);
}

function mayRepeat({ code }: BackendError, { method, body }: BackendRequest): boolean {
  return code === "CONNECTION_FAILURE" && IDEMPOTENT.has(method) && !(body instanceof Readable);
}

function takeIdle(origin: Origin): Connection | undefined {
  for (let connection = origin.idle.pop(); connection !== undefined; connection = origin.idle.pop()) {
    if (!connection.isClosed) return connection;
  }
  return undefined;
}

function forget(origin: Origin, connection: Connection): void {
  origin.count -= 1;
  const at = origin.idle.indexOf(connection);
  if (at !== -1) origin.idle.splice(at, 1);
}

function write(connection: Connection, request: BackendRequest): void {
  const { socket } = connection;
  const { method, target, host, headerLines, body, bodyLength } = request;
  const start = `${method} ${target} HTTP/1.1\r\nHost: ${host}\r\n${headerLines}`;
  if (body === null) {
    // A method that usually has a body says that it has none (RFC 9110, 8.6).
    socket.write(
      method === "POST" || method === "PUT" || method === "PATCH"
        ? `${start}Content-Length: 0\r\n\r\n`
        : `${start}\r\n`,
      "latin1",
    );
  } else if (body instanceof Uint8Array) {
    socket.cork();
    socket.write(`${start}Content-Length: ${body.length}\r\n\r\n`, "latin1");
    if (body.length > 0) socket.write(body);
    socket.uncork();
  } else {
    socket.write(
      `${start}${bodyLength === undefined ? "Transfer-Encoding: chunked" : `Content-Length: ${bodyLength}`}\r\n\r\n`,
      "latin1",
    );
    startUpload(body, connection, bodyLength === undefined);
  }
}
