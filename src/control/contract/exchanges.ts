/**
 * Shapes of `/gatehouse/exchanges`: the requests that went through the listener, whoever sent them and whichever service answered.
 * Kept in memory, the last 10,000.
 */

/** One request in a list. */
export interface ExchangeSummary {
  /** Grows with time; unique as long as the process lives. */
  readonly id: number;
  /** The exchange in whose course this one was sent: the function's for a call that the function made. */
  readonly parentId?: number;
  /** The first of the chain; its own id when nobody sent it in the course of another. */
  readonly rootId: number;
  /** ISO 8601, by the cloud's clock. */
  readonly time: string;
  /** Absent while it runs. */
  readonly durationMs?: number;
  /** Who answered: a `Service`'s name. */
  readonly service: string;
  readonly method: string;
  /** As Azure would see it: `https://{azure host}/path?query`. Values of query parameters that are secrets are replaced. */
  readonly url: string;
  /** Absent while it runs, and when the caller hung up. */
  readonly status?: number;
  readonly outcome: ExchangeOutcome;
  /** In one sentence, why it was refused or failed, where a service said so. */
  readonly reason?: string;
}

/** `refused`: 401, 403. `failed`: any other status from 400. `aborted`: the caller hung up. */
export type ExchangeOutcome = "running" | "passed" | "refused" | "failed" | "aborted";

/** What a service told of an exchange while it answered. */
export interface ExchangeNote {
  /** Milliseconds after the exchange began. */
  readonly atMs: number;
  /** Which part of the service speaks: `validate-jwt`, `Easy Auth`, `authentication-managed-identity`, `route`. */
  readonly source: string;
  readonly outcome: "information" | "passed" | "refused";
  /** One sentence. */
  readonly message: string;
  /** Names and values that belong to it: an AADSTS code, the API and operation, the identity. No secrets. */
  readonly facts: Readonly<Record<string, string>>;
}

export interface ExchangeDetail extends ExchangeSummary {
  /** In the order of the wire. Signatures of tokens, keys and cookies are replaced by `[removed]`. */
  readonly requestHeaders: readonly (readonly [name: string, value: string])[];
  readonly responseHeaders: readonly (readonly [name: string, value: string])[];
  readonly notes: readonly ExchangeNote[];
}

/** Answer of `GET /gatehouse/exchanges?limit=&before=`: newest first. */
export interface ExchangeList {
  readonly exchanges: readonly ExchangeSummary[];
  /** How many are kept. */
  readonly total: number;
}

/** Answer of `GET /gatehouse/exchanges/{id}`: every exchange of the chain that the one belongs to, oldest first. */
export interface ExchangeChain {
  readonly exchanges: readonly ExchangeDetail[];
}
