import type { Config, ResourceType } from "../engine/resource-type.ts";
import { map, number, text, textOf } from "./schema.ts";

const UNITS = ["years", "months", "days", "hours", "minutes"] as const;

/** A time that is kept until it is due; the first apply after that makes a new one. */
export const timeRotating: ResourceType = {
  type: "time_rotating",
  mode: "managed",
  attributes: {
    ...Object.fromEntries(UNITS.map((unit) => [`rotation_${unit}`, number()])),
    rotation_rfc3339: text(),
    rfc3339: text({ forceNew: true }),
    triggers: map({ forceNew: true }),
  },
  create: async (config, { now }) => timesOf(config, now()),
  // Another interval moves the end, not the beginning.
  update: async (config, before, { now }) => timesOf({ ...config, rfc3339: before.rfc3339 ?? null }, now()),
  exists: async (attributes, { now }) => now() < Date.parse(textOf(attributes, "rotation_rfc3339")),
};

function timesOf(config: Config, now: number): Config {
  const base = textOf(config, "rfc3339") === "" ? new Date(Math.floor(now / 1000) * 1000) : date(config, "rfc3339");
  const end = textOf(config, "rotation_rfc3339") === "" ? after(base, config) : date(config, "rotation_rfc3339");
  if (end.getTime() <= base.getTime())
    throw new Error(`One of rotation_rfc3339, ${UNITS.map((unit) => `rotation_${unit}`).join(", ")} must be given.`);
  return {
    id: rfc3339(base),
    rfc3339: rfc3339(base),
    unix: Math.floor(base.getTime() / 1000),
    year: base.getUTCFullYear(),
    month: base.getUTCMonth() + 1,
    day: base.getUTCDate(),
    hour: base.getUTCHours(),
    minute: base.getUTCMinutes(),
    second: base.getUTCSeconds(),
    rotation_rfc3339: rfc3339(end),
  };
}

function after(base: Date, config: Config): Date {
  const [years = 0, months = 0, days = 0, hours = 0, minutes = 0] = UNITS.map((unit) =>
    Number(config[`rotation_${unit}`] ?? 0),
  );
  const end = new Date(base);
  end.setUTCFullYear(base.getUTCFullYear() + years, base.getUTCMonth() + months, base.getUTCDate() + days);
  end.setUTCHours(base.getUTCHours() + hours, base.getUTCMinutes() + minutes);
  return end;
}

function date(config: Config, name: string): Date {
  const found = new Date(textOf(config, name));
  if (Number.isNaN(found.getTime())) throw new Error(`"${name}" is no RFC 3339 time: ${textOf(config, name)}.`);
  return found;
}

function rfc3339(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, "Z");
}
