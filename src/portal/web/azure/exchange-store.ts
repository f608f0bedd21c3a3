import type { ExchangeList, ExchangeSummary } from "../../../control/contract/exchanges.ts";
import { ApiError } from "./ask.ts";
import { gatehouse } from "./gatehouse.ts";
import { mergeExchanges } from "./merge-exchanges.ts";

/** As many as the server keeps. */
const KEPT = 10_000;
const PAGE = 1000;
const RETRY_MS = 2000;

export interface LiveExchanges {
  /** Newest first. */
  readonly exchanges: readonly ExchangeSummary[];
  /** `lost`: Gatehouse doesn't answer, and is asked again. `ended`: another one was started, which this page has no session of. */
  readonly state: "loading" | "live" | "lost" | "ended";
  /** True: the list is held as it is; what comes meanwhile is kept for later. */
  readonly isPaused: boolean;
}

/** The requests of this cloud in one list for all who look at it: loaded once, then kept live by events, shown once a frame. */
export class ExchangeStore {
  #kept: readonly ExchangeSummary[] = [];
  #shown: LiveExchanges = { exchanges: [], state: "loading", isPaused: false };
  readonly #listeners = new Set<() => void>();
  #events: EventSource | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  /** Grows when the list begins anew: what was asked for before belongs to the list that was. */
  #generation = 0;
  #isPlanned = false;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#open();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#close();
    };
  };

  readonly read = (): LiveExchanges => this.#shown;

  pause(isPaused: boolean): void {
    this.#show({ isPaused });
    if (this.#shown.state === "live") this.#showKept();
  }

  /** Forgets all, here and in the cloud. */
  async clear(): Promise<void> {
    await gatehouse("/exchanges", { method: "DELETE" });
    this.#generation += 1;
    this.#kept = [];
    this.#show({ exchanges: [], state: "live" });
  }

  #open(): void {
    const events = new EventSource("/gatehouse/events");
    this.#events = events;
    // Events come from now on; what was before is loaded when they do, so that nothing is missed between.
    events.addEventListener("open", () => void this.#load());
    events.addEventListener("exchange", ({ data }: MessageEvent<string>) => this.#take(JSON.parse(data)));
    events.addEventListener("error", () => {
      this.#show({ state: "lost" });
      // A browser connects again by itself, but not after an answer that isn't the stream.
      if (events.readyState === EventSource.CLOSED) void this.#openAgain();
    });
  }

  #close(): void {
    clearTimeout(this.#retry);
    this.#events?.close();
    this.#events = undefined;
    this.#generation += 1;
  }

  async #openAgain(): Promise<void> {
    const generation = ++this.#generation;
    try {
      await gatehouse<ExchangeList>("/exchanges?limit=1");
      if (generation === this.#generation) this.#open();
    } catch (error) {
      if (generation !== this.#generation) return;
      if (error instanceof ApiError && error.status === 401) this.#show({ state: "ended" });
      else this.#retry = setTimeout(() => void this.#openAgain(), RETRY_MS);
    }
  }

  /** The list from the beginning: what was known before may be another process's, whose ids mean nothing now. */
  async #load(): Promise<void> {
    const generation = ++this.#generation;
    this.#kept = [];
    this.#show({ state: "loading" });
    let before = "";
    try {
      for (let got = 0; got < KEPT; got += PAGE) {
        const { exchanges } = await gatehouse<ExchangeList>(`/exchanges?limit=${PAGE}${before}`);
        if (generation !== this.#generation) return;
        const isLast = exchanges.length < PAGE || got + PAGE >= KEPT;
        this.#kept = mergeExchanges(this.#kept, exchanges, KEPT);
        if (isLast) break;
        // The first page is seen while the others come; a longer list from before isn't cut meanwhile.
        if (this.#kept.length > this.#shown.exchanges.length) this.#showKept();
        before = `&before=${exchanges.at(-1)?.id}`;
      }
      this.#show({ state: "live" });
      this.#showKept();
    } catch {
      if (generation === this.#generation) this.#show({ state: "lost" });
    }
  }

  #take(news: readonly ExchangeSummary[]): void {
    this.#kept = mergeExchanges(this.#kept, news, KEPT);
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    requestAnimationFrame(() => {
      this.#isPlanned = false;
      // Until the list is loaded, what was known before is more than the news alone.
      if (this.#shown.state === "live") this.#showKept();
    });
  }

  #showKept(): void {
    if (!this.#shown.isPaused) this.#show({ exchanges: this.#kept });
  }

  #show(change: Partial<LiveExchanges>): void {
    this.#shown = { ...this.#shown, ...change };
    for (const listener of this.#listeners) listener();
  }
}
