import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Host } from "../../platform/index.ts";
import { isReservedHeader } from "../easy-auth/caller-headers.ts";

type Header = readonly [name: string, value: string];

/** Headers that the front end writes itself, so that what a caller sends under these names goes no further. */
const FRONT_END = new Set([
  "host",
  "client-ip",
  "disguised-host",
  "was-default-hostname",
  "x-arr-log-id",
  "x-arr-ssl",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-original-url",
  "x-site-deployment-id",
]);

/**
 * Headers of one connection. `Connection` may also name others, by which a caller could have the module's own taken
 * away.
 */
const HOP_BY_HOP = new Set([
  "connection",
  "expect",
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "upgrade",
]);

/**
 * The headers that the app gets: the caller's, without those that only the platform may set, then the front end's own,
 * then those of the authentication module. A request without `X-ARR-LOG-ID` counts as the platform's own to the
 * Functions host, so it is always there.
 */
export function forwardedHeaders(
  request: IncomingMessage,
  host: Host,
  path: string,
  principal: readonly Header[],
): readonly Header[] {
  const headers: Header[] = [["Host", host.name]];
  const { rawHeaders } = request;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    const plain = name.toLowerCase();
    if (FRONT_END.has(plain.replaceAll("_", "-")) || HOP_BY_HOP.has(plain) || isReservedHeader(name)) continue;
    headers.push([name, rawHeaders[index + 1] ?? ""]);
  }
  const address = request.socket.remoteAddress ?? "127.0.0.1";
  const client = `${address.includes(":") ? `[${address}]` : address}:${request.socket.remotePort ?? 0}`;
  const before = request.headers["x-forwarded-for"];
  headers.push(
    ["X-Forwarded-For", before === undefined ? client : `${[before].flat().join(", ")}, ${client}`],
    ["X-Forwarded-Proto", host.scheme],
    ["X-Original-URL", path],
    ["X-ARR-LOG-ID", randomUUID()],
    ["CLIENT-IP", client],
    ["DISGUISED-HOST", host.name],
    ["WAS-DEFAULT-HOSTNAME", host.name],
    ["X-SITE-DEPLOYMENT-ID", host.label],
  );
  if (host.scheme === "https") headers.push(["X-ARR-SSL", "2048|256|CN=Gatehouse|CN=*.azurewebsites.net"]);
  return [...headers, ...principal];
}
