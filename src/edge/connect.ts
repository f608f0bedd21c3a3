import { connect } from "node:net";
import type { Duplex } from "node:stream";
import type { Log } from "../platform/index.ts";

/** What a CONNECT request asks for. */
export interface ConnectTarget {
  readonly hostname: string;
  readonly port: number;
}

const CONNECT_TIMEOUT_MS = 15_000;

/** Reads `host:port` of a CONNECT request (RFC 9110, 9.3.6). */
export function readAuthority(authority: string): ConnectTarget | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+):(\d{1,5})$/i.exec(authority);
  const [, hostname, digits] = match ?? [];
  const port = Number(digits);
  if (hostname === undefined || port < 1 || port > 65_535) return undefined;
  return { hostname: hostname.toLowerCase().replace(/^\[|\]$/g, ""), port };
}

/** Joins the client to a host outside this cloud; refuses when the cloud is offline. */
export function passOn(
  client: Duplex,
  head: Buffer,
  target: ConnectTarget,
  options: { readonly offline: boolean; readonly log: Log; readonly ownPort: number },
): void {
  const name = `${target.hostname}:${target.port}`;
  if (options.offline) {
    client.end(
      `HTTP/1.1 502 Bad Gateway\r\nX-Gatehouse-Reason: ${name} is not served here and Gatehouse runs offline\r\n\r\n`,
    );
    return;
  }
  const upstream = connect({ host: target.hostname, port: target.port, timeout: CONNECT_TIMEOUT_MS });
  const refuse = (error: Error): void => {
    options.log.warn("A host outside could not be reached", { host: name, reason: error.message });
    client.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  };
  upstream.once("connect", () => {
    // Through the proxy, somebody else would come as this process itself.
    if (upstream.remotePort === options.ownPort && isLoopback(upstream.remoteAddress)) {
      return void upstream.destroy(new Error("the proxy doesn't lead to itself"));
    }
    upstream.setTimeout(0);
    // From here on the bytes are those of the tunnel: an answer of the proxy's own would be taken for the host's.
    upstream.off("error", refuse);
    upstream.on("error", () => client.destroy());
    client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
    if (head.length > 0) upstream.write(head);
    upstream.pipe(client).pipe(upstream);
  });
  upstream.once("timeout", () => upstream.destroy(new Error(`no answer within ${CONNECT_TIMEOUT_MS / 1000} s`)));
  upstream.once("error", refuse);
  client.once("error", () => upstream.destroy());
  client.once("close", () => upstream.destroy());
}

function isLoopback(address = ""): boolean {
  return address === "::1" || /^(?:::ffff:)?127\./.test(address);
}
