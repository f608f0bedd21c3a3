import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createNetServer, type Server, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createServer as createTlsServer, TLSSocket } from "node:tls";
import type { Exchanges, Log } from "../platform/index.ts";
import type { CertificateAuthority } from "./certificate-authority.ts";
import { passOn, readAuthority } from "./connect.ts";
import type { HostMatch, HostTable } from "./host-table.ts";
import { takeParents } from "./take-parents.ts";

export interface EdgeOptions {
  readonly table: HostTable;
  readonly authority: CertificateAuthority;
  readonly log: Log;
  /** Hears of every request that a service answers; none is recorded without. */
  readonly exchanges?: Exchanges;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Loopback unless the person says otherwise. */
  readonly address: string;
  /** True: hosts that this cloud doesn't serve are refused instead of passed on. */
  readonly offline: boolean;
  /** How long a caller may take to send its first byte, its TLS handshake and each request's head; 30 s unless said. */
  readonly headTimeoutMs?: number;
  /** How long a caller may take to send a whole request; 5 minutes unless said. */
  readonly requestTimeoutMs?: number;
}

export interface Edge {
  readonly port: number;
  close(): Promise<void>;
}

/** The address and port can't be listened on; the message says what to do. */
export class ListenError extends Error {
  readonly code: "PORT_IN_USE" | "LISTEN_FAILED";
  constructor(code: "PORT_IN_USE" | "LISTEN_FAILED", message: string) {
    super(message);
    this.code = code;
  }
}

/** First byte of a TLS record that carries a handshake (RFC 8446, 5.1). */
const TLS_HANDSHAKE = 0x16;
const KEEP_ALIVE_TIMEOUT_MS = 65_000;
/** How often Node looks for callers that are too slow, at most. */
const LONGEST_CHECK_INTERVAL_MS = 5_000;
/** What can't be read is answered so, by Node's code for the error; anything else with 400. */
const UNREADABLE: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
};

/**
 * The one listener: plain HTTP for `.localhost` names, CONNECT for proxied tools, and TLS on the same port (after CONNECT, or
 * straight away). A request whose `Host` nobody serves is refused, so a page in a browser can't reach in by DNS rebinding.
 */
export async function listen(options: EdgeOptions): Promise<Edge> {
  const { table, authority, log, exchanges, offline, headTimeoutMs = 30_000, requestTimeoutMs = 300_000 } = options;
  const sockets = new Set<Socket>();

  const http = createHttpServer({
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    headersTimeout: Math.min(headTimeoutMs, requestTimeoutMs),
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(headTimeoutMs, LONGEST_CHECK_INTERVAL_MS),
  });
  // Node watches the time-outs of a server that listens; this one is handed its connections, and must be told.
  http.emit("listening");
  http.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const secure = request.socket instanceof TLSSocket;
    const match = table.match(hostOf(request), secure);
    const parents = takeParents(request);
    if (match === undefined) return refuseHost(request, response);
    if (exchanges !== undefined) record(exchanges, request, response, match, parents);
    try {
      match.service.handle(request, response, match.host);
    } catch (error) {
      log.error(`${match.service.name} failed`, { error: error instanceof Error ? error.stack : String(error) });
      if (response.headersSent) response.destroy();
      else refuse(response, 500, "Gatehouse failed on this request; its log says why.\n");
    }
  });
  http.on("connect", (request: IncomingMessage, client: Duplex, head: Buffer) => {
    const target = readAuthority(request.url ?? "");
    if (target === undefined) {
      client.end("HTTP/1.1 400 Bad Request\r\n\r\n");
    } else if (table.serves(target.hostname)) {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      if (head.length > 0) client.unshift(head);
      if (target.port === 443) tls.emit("connection", client);
      else http.emit("connection", client);
    } else {
      passOn(client, head, target, { offline, log, ownPort: port });
    }
  });
  http.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (!socket.writable) return socket.destroy();
    const status = UNREADABLE[error.code ?? ""] ?? "400 Bad Request";
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`, () => socket.destroy());
  });

  const tls = createTlsServer({
    handshakeTimeout: headTimeoutMs,
    ALPNProtocols: ["http/1.1"],
    SNICallback(hostname, done) {
      if (!table.serves(hostname))
        return done(new Error(`No certificate for ${hostname}: this cloud doesn't serve it.`));
      authority.secureContext(hostname.toLowerCase()).then((context) => done(null, context), done);
    },
  });
  tls.on("secureConnection", (socket) => http.emit("connection", socket));
  tls.on("tlsClientError", (_error, socket) => socket.destroy());

  function accept(socket: Socket): void {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    const tooSlow = setTimeout(() => socket.destroy(), headTimeoutMs);
    socket.once("close", () => clearTimeout(tooSlow));
    socket.once("data", (chunk: Buffer) => {
      clearTimeout(tooSlow);
      socket.pause();
      socket.unshift(chunk);
      const server = chunk[0] === TLS_HANDSHAKE ? tls : http;
      server.emit("connection", socket);
      // The server has its listeners now; what was put back flows again.
      process.nextTick(() => socket.resume());
    });
  }

  const first = await bind(accept, options.address, options.port);
  const port = portOf(first);
  const servers = [first];
  if (options.address === "127.0.0.1") {
    // Browsers may try `::1` first for a name below localhost; a machine without IPv6 does well without.
    const second = await bind(accept, "::1", port).catch(() => undefined);
    if (second !== undefined) servers.push(second);
  }
  return {
    port,
    async close() {
      const closed = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
      for (const socket of sockets) socket.destroy();
      http.close();
      await Promise.all(closed);
    },
  };
}

function record(
  exchanges: Exchanges,
  request: IncomingMessage,
  response: ServerResponse,
  { service: answering, host }: HostMatch,
  parents: readonly string[],
): void {
  const service = answering.recordedAs === undefined ? answering.name : answering.recordedAs(request);
  if (service === undefined || parents.includes(exchanges.unrecorded)) return;
  const exchange = exchanges.begin({ request, service, host, parents });
  response.on("close", () => exchanges.finish(exchange, response));
}

/** The authority that a request names: that of an absolute request target (RFC 9112, 3.2.2), else the `Host` header. */
function hostOf(request: IncomingMessage): string {
  const target = request.url ?? "/";
  if (target.startsWith("/")) return request.headers.host ?? "";
  const absolute = URL.parse(target);
  if (absolute === null) return "";
  request.url = absolute.pathname + absolute.search;
  return absolute.host;
}

function refuseHost(request: IncomingMessage, response: ServerResponse): void {
  refuse(
    response,
    421,
    `Gatehouse doesn't serve the host '${request.headers.host ?? ""}'. Use an Azure host name through the proxy, or <azure host name>.localhost with this port.\n`,
  );
}

function refuse(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    connection: "close",
  });
  response.end(body);
}

function bind(accept: (socket: Socket) => void, address: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createNetServer({ pauseOnConnect: false, noDelay: true }, accept);
    server.once("error", (error: NodeJS.ErrnoException) => reject(listenError(error, address, port)));
    server.listen({ host: address, port, exclusive: true, ipv6Only: address.includes(":") }, () => resolve(server));
  });
}

function listenError(error: NodeJS.ErrnoException, address: string, port: number): ListenError {
  if (error.code === "EADDRINUSE") {
    return new ListenError(
      "PORT_IN_USE",
      `Port ${port} on ${address} is in use. Stop what uses it (a Gatehouse that is still up? see \`gatehouse status\`), or choose another with --port.`,
    );
  }
  return new ListenError(
    "LISTEN_FAILED",
    `Can't listen on ${address}:${port}: ${error.message}. Choose another with --port.`,
  );
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
