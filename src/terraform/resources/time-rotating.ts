import type { ResourceType } from "../engine/resource-type.ts";
import { map, number, text, textOf } from "./schema.ts";

const UNITS = { rotation_minutes: 60_000, rotation_hours: 3_600_000, rotation_days: 86_400_000 } as const;

/** A time that is kept until it has come; then a new one is made. Months and years are not supported. */
export const timeRotating: ResourceType = {
  type: "time_rotating",
  mode: "managed",
  attributes: {
    rotation_minutes: number({ forceNew: true }),
    rotation_hours: number({ forceNew: true }),
    rotation_days: number({ forceNew: true }),
    rfc3339: text({ forceNew: true }),
    triggers: map({ forceNew: true }),
  },
  async create(config, { now }) {
    const base =
      textOf(config, "rfc3339") === ""
        ? new Date(Math.floor(now() / 1000) * 1000)
        : new Date(textOf(config, "rfc3339"));
    const length = Object.entries(UNITS).reduce((sum, [name, unit]) => sum + Number(config[name] ?? 0) * unit, 0);
    const rfc3339 = base.toISOString().replace(".000Z", "Z");
    return {
      id: rfc3339,
      rfc3339,
      unix: Math.floor(base.getTime() / 1000),
      rotation_rfc3339: new Date(base.getTime() + length).toISOString().replace(".000Z", "Z"),
    };
  },
};
