import { connect, isIP, type Socket } from "node:net";
import { Readable } from "node:stream";
import { connect as tlsConnect } from "node:tls";
import type { OutboundRoute } from "../../platform/index.ts";
import { type BackendResponse, Connection } from "./connection.ts";

/** One request to a backend. */
export interface BackendRequest {
  readonly route: OutboundRoute;
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
}

export type BackendErrorCode = "TIMEOUT" | "CONNECTION_FAILURE";

/** The backend gave no answer. */
export class BackendError extends Error {
  readonly code: BackendErrorCode;

  constructor(code: BackendErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

const IDLE_MS = 60_000;
/** Longest silence within a response's body; the network in front of Azure's backends drops connections then. */
const BODY_IDLE_MS = 240_000;
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
 * handed on as bytes. Measured against undici's dispatcher in `bench/gateway`; everything that is not hot uses `Outbound`.
 */
export class BackendClient {
  readonly #origins = new Map<string, Origin>();
  #isClosed = false;

  /** Throws `BackendError`. */
  async send(request: BackendRequest): Promise<BackendResponse> {
    const { route } = request;
    const key = `${route.secure ? "s" : "p"}${route.hostname}:${route.port}`;
    const origin = this.#origins.get(key) ?? { idle: [], count: 0 };
    this.#origins.set(key, origin);
    const reused = takeIdle(origin);
    if (reused === undefined) return this.#exchange(await this.#open(origin, route), request);
    try {
      return await this.#exchange(reused, request);
    } catch (error) {
      // A kept connection may have been closed by the backend just now: what is safe to repeat is sent once more on a new one.
      const mayRepeat =
        error instanceof BackendError && error.code === "CONNECTION_FAILURE" && IDEMPOTENT.has(request.method);
      if (!mayRepeat || request.body instanceof Readable) throw error;
      return this.#exchange(await this.#open(origin, route), request);
    }
  }

  close(): void {
    this.#isClosed = true;
    for (const { idle } of this.#origins.values()) for (const connection of [...idle]) connection.destroy();
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
      const { hostname, port } = route;
      const name = route.host.replace(/:\d+$/, "");
      const socket: Socket = route.secure
        ? tlsConnect({
            host: hostname,
            port,
            ALPNProtocols: ["http/1.1"],
            ...(isIP(name) === 0 ? { servername: name } : {}),
          })
        : connect({ host: hostname, port });
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
        resolve(
          new Connection(
            socket,
            (connection) => this.#keep(origin, connection),
            (connection) => forget(origin, connection),
          ),
        );
      });
    });
  }

  #keep(origin: Origin, connection: Connection): void {
    if (this.#isClosed) {
      connection.destroy();
      return;
    }
    connection.socket.setTimeout(IDLE_MS, () => connection.destroy());
    origin.idle.push(connection);
  }

  async #exchange(connection: Connection, request: BackendRequest): Promise<BackendResponse> {
    const { socket } = connection;
    socket.setTimeout(request.timeoutMs, () =>
      connection.destroy(new BackendError("TIMEOUT", `No response within ${request.timeoutMs} ms.`)),
    );
    const answer = connection.answer(request.method);
    write(socket, request, connection);
    try {
      const response = await answer;
      if (response.body instanceof Readable) {
        socket.removeAllListeners("timeout");
        socket.setTimeout(BODY_IDLE_MS, () =>
          connection.destroy(new BackendError("TIMEOUT", "The response's body stopped coming.")),
        );
      }
      return response;
    } catch (error) {
      if (error instanceof BackendError) throw error;
      throw new BackendError(
        "CONNECTION_FAILURE",
        `${request.route.host}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}

function takeIdle(origin: Origin): Connection | undefined {
  for (let connection = origin.idle.pop(); connection !== undefined; connection = origin.idle.pop()) {
    connection.socket.removeAllListeners("timeout");
    if (!connection.isClosed && connection.socket.writable) return connection;
  }
  return undefined;
}

function forget(origin: Origin, connection: Connection): void {
  origin.count -= 1;
  const at = origin.idle.indexOf(connection);
  if (at !== -1) origin.idle.splice(at, 1);
}

function write(socket: Socket, request: BackendRequest, connection: Connection): void {
  const { method, target, route, headerLines, body, bodyLength } = request;
  const start = `${method} ${target} HTTP/1.1\r\nHost: ${route.host}\r\n${headerLines}`;
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
    pump(body, socket, bodyLength === undefined, connection);
  }
}

/** Copies a streamed request body, no faster than the backend takes it. */
function pump(body: Readable, socket: Socket, chunked: boolean, connection: Connection): void {
  body.on("data", (data: Buffer) => {
    if (chunked) socket.write(`${data.length.toString(16)}\r\n`, "latin1");
    let hasRoom = socket.write(data);
    if (chunked) hasRoom = socket.write("\r\n", "latin1");
    if (!hasRoom) {
      body.pause();
      socket.once("drain", () => body.resume());
    }
  });
  body.once("end", () => {
    if (chunked) socket.write("0\r\n\r\n", "latin1");
  });
  body.once("error", (error: Error) => connection.destroy(error));
}
