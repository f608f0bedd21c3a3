import { STATUS_CODES } from "node:http";
import type { ExchangeDetail } from "../contract/exchanges.ts";

type Header = ExchangeDetail["requestHeaders"][number];

/**
 * Exchanges as an HTTP Archive 1.2, which browsers' developer tools and proxies open. Bodies aren't kept, so their sizes are -1, "not
 * known"; what the format has no place for is in members that begin with an underscore.
 */
export function toHar(exchanges: readonly ExchangeDetail[], version: string): object {
  const creator = { name: "Gatehouse", version };
  return { log: { version: "1.2", creator, pages: [], entries: exchanges.map(toEntry) } };
}

function toEntry(exchange: ExchangeDetail): object {
  const {
    id,
    parentId,
    rootId,
    time,
    durationMs = 0,
    service,
    method,
    url,
    status = 0,
    outcome,
    reason,
    notes,
  } = exchange;
  const { requestHeaders, responseHeaders } = exchange;
  return {
    startedDateTime: time,
    time: durationMs,
    request: {
      method,
      url,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: requestHeaders.map(named),
      queryString: [...(URL.parse(url)?.searchParams ?? [])].map(named),
      headersSize: -1,
      bodySize: -1,
    },
    response: {
      status,
      statusText: STATUS_CODES[status] ?? "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: responseHeaders.map(named),
      content: { size: -1, mimeType: firstOf(responseHeaders, "content-type") },
      redirectURL: firstOf(responseHeaders, "location"),
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
    ...(reason === undefined ? {} : { comment: reason }),
    _id: id,
    ...(parentId === undefined ? {} : { _parentId: parentId }),
    _rootId: rootId,
    _service: service,
    _outcome: outcome,
    _notes: notes,
  };
}

function named([name, value]: Header): { readonly name: string; readonly value: string } {
  return { name, value };
}

function firstOf(headers: readonly Header[], wanted: string): string {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? "";
}
