import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "./clock.ts";
import {
  attachRecord,
  type Exchange,
  type ExchangeEnd,
  type KeptNote,
  type Note,
  type SecretNames,
} from "./exchange.ts";
import type { Host } from "./service.ts";

const CAPACITY = 10_000;
const SECRET_BYTES = 16;

/** A request that begins. */
export interface ExchangeStart {
  readonly request: IncomingMessage;
  /** The name of the service that answers it. */
  readonly service: string;
  readonly host: Host;
  /** Values of the parent header that it came with; those without this recorder's secret mean nothing. */
  readonly parents: readonly string[];
}

/** The newest requests through the listener, in memory. */
export interface Exchanges {
  /** Keeps a request, the oldest making room for it, and hangs the record on it that `noteOn` writes to. */
  begin(start: ExchangeStart): Exchange;
  /** To be called when the response has closed. */
  finish(exchange: Exchange, response: ServerResponse): void;
  /** Calls `listener` for each exchange that begins and for each that ends, until the returned function is called. */
  listen(listener: (exchange: Exchange) => void): () => void;
  /** Newest first; `before` leaves out that id and all later ones. */
  list(range: { readonly limit: number; readonly before?: number | undefined }): readonly Exchange[];
  /** Every exchange of the chain that this one belongs to, oldest first; undefined if it isn't kept. */
  chain(id: number): readonly Exchange[] | undefined;
  /** How many are kept. */
  readonly total: number;
  /** Value of the parent header for a request that is nobody's business: what the portal asks for itself. The listener keeps none that has it. */
  readonly unrecorded: string;
  /** Forgets all, also those that run. */
  clear(): void;
}

const NO_NAMES: readonly SecretNames[] = [];

/** A request costs an object and two looks at the clock: it is put into words only when somebody reads it. */
class KeptExchange implements Exchange {
  readonly id: number;
  readonly parentId: number | undefined;
  readonly rootId: number;
  readonly startedAt: number;
  readonly service: string;
  readonly host: Host;
  readonly method: string;
  readonly target: string;
  readonly rawHeaders: readonly string[];
  readonly begin = performance.now();
  readonly notes: KeptNote[] = [];
  secretNames: readonly SecretNames[];
  end: ExchangeEnd | undefined = undefined;
  readonly #secret: string;

  constructor(
    id: number,
    parent: Exchange | undefined,
    startedAt: number,
    { request, service, host }: ExchangeStart,
    secret: string,
  ) {
    this.id = id;
    this.parentId = parent?.id;
    this.rootId = parent?.rootId ?? id;
    this.startedAt = startedAt;
    this.service = service;
    this.host = host;
    this.method = request.method ?? "GET";
    this.target = request.url ?? "/";
    this.rawHeaders = request.rawHeaders;
    this.secretNames = parent?.secretNames ?? NO_NAMES;
    this.#secret = secret;
  }

  note(note: Note): void {
    this.notes.push({ note, atMs: performance.now() - this.begin });
    if (note.secretNames !== undefined) this.secretNames = [...this.secretNames, note.secretNames];
  }

  parentValue(): string {
    return `${this.id}.${this.#secret}`;
  }
}

/** A recorder of its own secret: what another one's process sends isn't believed. `capacity` is 10,000 unless given. */
export function createExchanges(options: { readonly clock: Clock; readonly capacity?: number }): Exchanges {
  const { clock, capacity = CAPACITY } = options;
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  const suffix = `.${secret}`;
  const unrecorded = `none${suffix}`;
  const listeners = new Set<(exchange: Exchange) => void>();
  /** By id, modulo the capacity. */
  let ring: (KeptExchange | undefined)[] = [];
  let newest = 0;
  let cleared = 0;

  const oldest = () => Math.max(cleared + 1, newest - capacity + 1);
  function find(id: number): KeptExchange | undefined {
    const found = ring[id % capacity];
    return found?.id === id ? found : undefined;
  }
  function parentOf(values: readonly string[]): Exchange | undefined {
    for (const value of values) {
      const id = value.endsWith(suffix) ? value.slice(0, -suffix.length) : "";
      if (/^\d{1,15}$/.test(id)) return find(Number(id));
    }
    return undefined;
  }

  return {
    unrecorded,
    begin(start) {
      newest += 1;
      const parent = start.parents.length === 0 ? undefined : parentOf(start.parents);
      const exchange = new KeptExchange(newest, parent, clock.now(), start, secret);
      ring[newest % capacity] = exchange;
      attachRecord(start.request, exchange);
      for (const listener of listeners) listener(exchange);
      return exchange;
    },
    finish({ id }, response) {
      const exchange = find(id);
      if (exchange === undefined) return;
      // Node has no public way to the head as it was sent: what `writeHead` is given never gets among `getHeaders()`.
      const head: unknown = Reflect.get(response, "_header");
      exchange.end = {
        durationMs: performance.now() - exchange.begin,
        status: response.writableFinished ? response.statusCode : undefined,
        head: typeof head === "string" ? head : "",
      };
      for (const listener of listeners) listener(exchange);
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    list({ limit, before = newest + 1 }) {
      const found: Exchange[] = [];
      for (let id = Math.min(before - 1, newest); id >= oldest() && found.length < limit; id -= 1) {
        const exchange = find(id);
        if (exchange !== undefined) found.push(exchange);
      }
      return found;
    },
    chain(id) {
      const rootId = find(id)?.rootId;
      if (rootId === undefined) return undefined;
      return ring
        .filter((exchange) => exchange !== undefined)
        .filter((exchange) => exchange.rootId === rootId)
        .toSorted((a, b) => a.id - b.id);
    },
    get total() {
      return newest - oldest() + 1;
    },
    clear() {
      ring = [];
      cleared = newest;
    },
  };
}
