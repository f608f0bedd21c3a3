import type { Exchange, KeptNote, Note, SecretNames } from "../../platform/index.ts";
import type { ExchangeDetail, ExchangeNote, ExchangeOutcome, ExchangeSummary } from "../contract/exchanges.ts";
import { redactHeader, redactUrl } from "./redact.ts";

type Header = ExchangeDetail["requestHeaders"][number];

const LOCAL_NAMES = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** A kept exchange as a line of a list, without its secrets. */
export function summarize(exchange: Exchange): ExchangeSummary {
  const { id, parentId, rootId, startedAt, service, method, notes, end } = exchange;
  const refusal = notes.findLast(({ note }) => note.outcome === "refused")?.note;
  return {
    id,
    ...(parentId === undefined ? {} : { parentId }),
    rootId,
    time: new Date(startedAt).toISOString(),
    ...(end === undefined ? {} : { durationMs: toTenths(end.durationMs) }),
    service,
    method,
    url: urlOf(exchange),
    ...(end?.status === undefined ? {} : { status: end.status }),
    outcome: outcomeOf(exchange),
    ...(refusal === undefined ? {} : { reason: textOf(refusal) }),
  };
}

/** A kept exchange with all that is known of it, without its secrets. */
export function describe(exchange: Exchange): ExchangeDetail {
  return {
    ...summarize(exchange),
    requestHeaders: pairs(exchange.rawHeaders, exchange.secretNames),
    responseHeaders: pairsOfHead(exchange.end?.head ?? "", exchange.secretNames),
    notes: exchange.notes.map(toNote),
  };
}

/** The identity endpoint is under a local address in Azure as well. */
function urlOf({ host, target, secretNames }: Exchange): string {
  const origin = LOCAL_NAMES.has(host.name) ? host.origin : `${host.scheme}://${host.name}`;
  return redactUrl(`${origin}${target.startsWith("/") ? "" : "/"}${target}`, secretNames);
}

function outcomeOf({ end }: Exchange): ExchangeOutcome {
  if (end === undefined) return "running";
  if (end.status === undefined) return "aborted";
  if (end.status === 401 || end.status === 403) return "refused";
  return end.status >= 400 ? "failed" : "passed";
}

function toNote({ note, atMs }: KeptNote): ExchangeNote {
  const { source, outcome, facts = {} } = note;
  const message = textOf(note);
  return { atMs: toTenths(atMs), source, outcome, message, facts: typeof facts === "function" ? facts() : facts };
}

function textOf({ message }: Note): string {
  return typeof message === "function" ? message() : message;
}

function pairs(rawHeaders: readonly string[], secretNames: readonly SecretNames[]): readonly Header[] {
  return Array.from({ length: Math.floor(rawHeaders.length / 2) }, (_, index) => {
    const name = rawHeaders[index * 2] ?? "";
    return [name, redactHeader(name, rawHeaders[index * 2 + 1] ?? "", secretNames)];
  });
}

/** The first line is that of the status. */
function pairsOfHead(head: string, secretNames: readonly SecretNames[]): readonly Header[] {
  return head
    .split("\r\n")
    .slice(1)
    .flatMap((line) => {
      const colon = line.indexOf(":");
      if (colon === -1) return [];
      const name = line.slice(0, colon);
      return [[name, redactHeader(name, line.slice(colon + 1).trim(), secretNames)] as const];
    });
}

function toTenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
