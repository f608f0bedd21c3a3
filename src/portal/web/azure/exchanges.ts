import { useEffect, useSyncExternalStore } from "react";
import { ExchangeStore, type LiveExchanges } from "./exchange-store.ts";

const store = new ExchangeStore();

/** The last requests through every service, newest first, as they come. */
export function useExchanges(): LiveExchanges & { pause(isPaused: boolean): void; clear(): Promise<void> } {
  const live = useSyncExternalStore(store.subscribe, store.read);
  // Who comes back later sees what goes on, not what was when somebody paused.
  useEffect(() => () => store.pause(false), []);
  return { ...live, pause: (isPaused) => store.pause(isPaused), clear: () => store.clear() };
}
