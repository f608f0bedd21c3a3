import type { Clock } from "../../platform/index.ts";
import type { Section } from "./context.ts";

/** One entry of a trace (API Management REST: "GatewayTraceContract"). */
export interface TraceEntry {
  readonly source: string;
  readonly timestamp: string;
  /** .NET TimeSpan `hh:mm:ss.fffffff` since the request began. */
  readonly elapsed: string;
  readonly data: unknown;
}

/** Collects what happens to one traced request. */
export class TraceCollector {
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #entries: Record<Section, TraceEntry[]> = { inbound: [], backend: [], outbound: [], "on-error": [] };

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#startedAt = performance.now();
  }

  add(section: Section, source: string, data: unknown): void {
    this.#entries[section].push({
      source,
      timestamp: withTicks(new Date(this.#clock.now()).toISOString()),
      elapsed: timeSpan(performance.now() - this.#startedAt),
      data,
    });
  }

  /** Entries by section; sections in which nothing happened are absent. */
  entries(): Partial<Record<Section, readonly TraceEntry[]>> {
    return Object.fromEntries(Object.entries(this.#entries).filter(([, entries]) => entries.length > 0));
  }
}

/** .NET writes seven digits after the second. */
function withTicks(iso: string): string {
  return iso.replace(/(\.\d{3})Z$/, "$10000Z");
}

function timeSpan(ms: number): string {
  const ticks = Math.round(ms * 10_000);
  const seconds = Math.floor(ticks / 10_000_000);
  const two = (value: number) => String(value).padStart(2, "0");
  const fraction = String(ticks % 10_000_000).padStart(7, "0");
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${fraction}`;
}
