import { formatDate } from "../library/format/date-time.ts";
import type { NetType } from "../types/net-type.ts";
import { typeNamed } from "../types/registry.ts";
import { checkedTicks, type DateFields, DateTime, fieldsOf } from "./date-time.ts";
import { NetObject } from "./net-object.ts";

/** A System.DateTimeOffset: the clock's time, and its distance from UTC in ticks. */
export class DateTimeOffset extends NetObject {
  readonly ticks: bigint;
  readonly offset: bigint;

  constructor(ticks: bigint, offset: bigint) {
    super();
    this.ticks = checkedTicks(ticks);
    this.offset = offset;
  }

  override get netType(): NetType {
    return typeNamed("System.DateTimeOffset");
  }

  get utcTicks(): bigint {
    return this.ticks - this.offset;
  }

  get fields(): DateFields {
    return fieldsOf(this.ticks);
  }

  get utc(): DateTime {
    return new DateTime(this.utcTicks, "utc");
  }

  override toString(): string {
    return this.format("MM/dd/yyyy HH:mm:ss zzz");
  }

  format(format: string): string {
    return formatDate(
      { fields: this.fields, offset: this.offset, kind: "unspecified" },
      format,
      fieldsOf(this.utcTicks),
    );
  }

  override equals(other: unknown): boolean {
    return other instanceof DateTimeOffset && other.utcTicks === this.utcTicks;
  }

  override hashKey(): unknown {
    return `offset:${this.utcTicks}`;
  }

  compareTo(other: unknown): number {
    const ticks = other instanceof DateTimeOffset ? other.utcTicks : 0n;
    return this.utcTicks < ticks ? -1 : this.utcTicks > ticks ? 1 : 0;
  }
}
