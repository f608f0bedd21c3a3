import { useEffect, useSyncExternalStore } from "react";
import type { ExchangeList, ExchangeSummary } from "../../../control/contract/exchanges.ts";
import { gatehouse } from "./gatehouse.ts";

/** As many as the server keeps. */
const KEPT = 10_000;
const PAGE = 1000;

export interface LiveExchanges {
  /** Newest first. */
  readonly exchanges: readonly ExchangeSummary[];
  readonly state: "loading" | "live" | "paused" | "lost";
}

const nothing: LiveExchanges = { exchanges: [], state: "loading" };

/** The requests of this cloud in one list for all who look at it: loaded once, then kept live by events. */
class ExchangeStore {
  #known = new Map<number, ExchangeSummary>();
  #snapshot: LiveExchanges = nothing;
  #listeners = new Set<() => void>();
  #events: EventSource | undefined;
  #planned = false;
  #isPaused = false;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#events === undefined) this.#open();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#close();
    };
  };

  read = (): LiveExchanges => this.#snapshot;

  pause(isPaused: boolean): void {
    this.#isPaused = isPaused;
    this.#show();
  }

  /** Forgets all, here and in the cloud. */
  async clear(): Promise<void> {
    await gatehouse("/exchanges", { method: "DELETE" });
    this.#known.clear();
    this.#show();
  }

  #open(): void {
    const events = new EventSource("/gatehouse/events");
    this.#events = events;
    // Events come from now on; what was before is loaded when they do, so that nothing is missed between.
    events.addEventListener("open", () => void this.#load());
    events.addEventListener("exchange", ({ data }: MessageEvent<string>) => this.#take(JSON.parse(data)));
    events.addEventListener("error", () => this.#show("lost"));
  }

  #close(): void {
    this.#events?.close();
    this.#events = undefined;
  }

  async #load(): Promise<void> {
    let before = "";
    try {
      for (let got = 0; got < KEPT; got += PAGE) {
        const { exchanges } = await gatehouse<ExchangeList>(`/exchanges?limit=${PAGE}${before}`);
        this.#take(exchanges);
        const oldest = exchanges.at(-1);
        if (exchanges.length < PAGE || oldest === undefined) break;
        before = `&before=${oldest.id}`;
      }
      this.#show("live");
    } catch {
      this.#show("lost");
    }
  }

  #take(summaries: readonly ExchangeSummary[]): void {
    for (const summary of summaries) {
      const known = this.#known.get(summary.id);
      // What was loaded may be older than what an event has told meanwhile.
      if (known === undefined || known.outcome === "running") this.#known.set(summary.id, summary);
    }
    if (this.#planned || this.#isPaused) return;
    this.#planned = true;
    requestAnimationFrame(() => {
      this.#planned = false;
      this.#show();
    });
  }

  #show(state: LiveExchanges["state"] = this.#snapshot.state): void {
    const shown = state === "paused" ? "live" : state;
    if (this.#isPaused) this.#snapshot = { ...this.#snapshot, state: "paused" };
    else {
      const ids = [...this.#known.keys()].sort((a, b) => b - a);
      for (const id of ids.splice(KEPT)) this.#known.delete(id);
      this.#snapshot = { exchanges: ids.flatMap((id) => this.#known.get(id) ?? []), state: shown };
    }
    for (const listener of this.#listeners) listener();
  }
}

const store = new ExchangeStore();

/** The last requests through every service, newest first, as they come. */
export function useExchanges(): LiveExchanges & { pause(isPaused: boolean): void; clear(): Promise<void> } {
  const live = useSyncExternalStore(store.subscribe, store.read);
  // Who comes back later sees what goes on, not what was when somebody paused.
  useEffect(() => () => store.pause(false), []);
  return { ...live, pause: (isPaused) => store.pause(isPaused), clear: () => store.clear() };
}
