import type { IncomingMessage } from "node:http";
import type { Host } from "./service.ts";

/** The header that says in the course of which exchange a request was sent: `{id}.{the recorder's secret}`. Lower-case. */
export const PARENT_HEADER = "x-gatehouse-parent";

/** What a service tells of a request that it answers. */
export interface Note {
  /** Which part of the service speaks: `validate-jwt`, `Easy Auth`, `route`. */
  readonly source: string;
  readonly outcome: "information" | "passed" | "refused";
  /** One sentence without secrets; a function is called only when somebody reads it. */
  readonly message: string | (() => string);
  /** Names and values that belong to it, without secrets. */
  readonly facts?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>);
  /** Where this request carries a secret besides the usual places; what is sent in its course may have it there too. */
  readonly secretNames?: SecretNames;
}

/** Names of a header and of a query parameter. */
export interface SecretNames {
  readonly header: string;
  readonly query: string;
}

export interface KeptNote {
  readonly note: Note;
  /** Milliseconds after the exchange began. */
  readonly atMs: number;
}

/** How an exchange ended. */
export interface ExchangeEnd {
  readonly durationMs: number;
  /** Undefined when the answer didn't reach its end: the caller hung up, or the service broke it off. */
  readonly status: number | undefined;
  /** The answer's status line and headers as they were sent; empty when none were. */
  readonly head: string;
}

/** One request that a service answers, as it was kept: with its secrets. Whoever shows it takes them out. */
export interface Exchange {
  /** Grows with time; unique as long as the process lives. */
  readonly id: number;
  /** The exchange in whose course this one was sent. */
  readonly parentId: number | undefined;
  /** The first of the chain; its own id when it is the first itself. */
  readonly rootId: number;
  /** By the cloud's clock, milliseconds since the epoch. */
  readonly startedAt: number;
  readonly service: string;
  readonly host: Host;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** Names and values in turn. */
  readonly rawHeaders: readonly string[];
  readonly notes: readonly KeptNote[];
  /** As notes of it said, and of the exchanges in whose course it was sent. */
  readonly secretNames: readonly SecretNames[];
  /** Undefined while it runs. */
  readonly end: ExchangeEnd | undefined;
}

/** What a recorder hangs on a request, so that a service can speak of it without knowing the recorder. */
export interface RequestRecord {
  note(note: Note): void;
  /** Value of the parent header for what is sent in the course of the request. */
  parentValue(): string;
}

const RECORD = Symbol("exchange");

interface Recorded {
  [RECORD]?: RequestRecord | undefined;
}

/** Hangs a record on a request. */
export function attachRecord(request: IncomingMessage, record: RequestRecord): void {
  (request as Recorded)[RECORD] = record;
}

/** Lets a web-standard request that stands for an incoming one carry its record. */
export function shareRecord(incoming: IncomingMessage, request: Request): void {
  const record = (incoming as Recorded)[RECORD];
  if (record !== undefined) (request as Recorded)[RECORD] = record;
}

/** Tells something about a request; does nothing for one that isn't recorded. */
export function noteOn(request: IncomingMessage | Request, note: Note): void {
  (request as Recorded)[RECORD]?.note(note);
}

/**
 * Value of the parent header for a request that is sent in the course of this one, back into this cloud; undefined if this one isn't
 * recorded. It holds a secret: it must not go to a host outside.
 */
export function parentValueOf(request: IncomingMessage | Request): string | undefined {
  return (request as Recorded)[RECORD]?.parentValue();
}
