import { formatTimeSpan } from "../library/format/time-span.ts";
import { overflowError } from "../runtime/errors.ts";
import type { NetType } from "../types/net-type.ts";
import { typeNamed } from "../types/registry.ts";
import { NetObject } from "./net-object.ts";

/** Ticks of 100 ns in a millisecond. */
export const ticksPerMillisecond = 10_000n;
/** Ticks in a second. */
export const ticksPerSecond = 10_000_000n;
/** Ticks in a minute. */
export const ticksPerMinute = 600_000_000n;
/** Ticks in an hour. */
export const ticksPerHour = 36_000_000_000n;
/** Ticks in a day. */
export const ticksPerDay = 864_000_000_000n;

const largest = (1n << 63n) - 1n;

/** A System.TimeSpan, in ticks of 100 ns. */
export class TimeSpan extends NetObject {
  readonly ticks: bigint;

  constructor(ticks: bigint) {
    super();
    if (ticks > largest || ticks < -largest - 1n) throw overflowError("a TimeSpan");
    this.ticks = ticks;
  }

  /** From a number of units, rounded to milliseconds as .NET Framework does for `TimeSpan.From…`. */
  static from(value: number, ticksPerUnit: bigint): TimeSpan {
    if (!Number.isFinite(value)) throw overflowError("a TimeSpan");
    const milliseconds = value * Number(ticksPerUnit / ticksPerMillisecond);
    return new TimeSpan(BigInt(Math.trunc(milliseconds + (value >= 0 ? 0.5 : -0.5))) * ticksPerMillisecond);
  }

  override get netType(): NetType {
    return typeNamed("System.TimeSpan");
  }

  override toString(): string {
    return formatTimeSpan(this.ticks, "c");
  }

  format(format: string): string {
    return formatTimeSpan(this.ticks, format);
  }

  override equals(other: unknown): boolean {
    return other instanceof TimeSpan && other.ticks === this.ticks;
  }

  override hashKey(): unknown {
    return `span:${this.ticks}`;
  }

  compareTo(other: unknown): number {
    const ticks = other instanceof TimeSpan ? other.ticks : 0n;
    return this.ticks < ticks ? -1 : this.ticks > ticks ? 1 : 0;
  }
}
