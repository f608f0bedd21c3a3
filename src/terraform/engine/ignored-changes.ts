import type { Value } from "../language/index.ts";
import type { Config } from "./resource-type.ts";

/** `tags["a"]` and `site_config[0].always_on` as their steps: names and keys as texts, indexes as numbers. */
export function parseIgnoredPath(path: string): readonly (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g)].map(([, index, key, name]) =>
    index === undefined ? (key ?? name ?? "") : Number(index),
  );
}

/** The configuration with what `ignore_changes` names as it was before. */
export function keepIgnored(config: Config, before: Config, ignored: readonly string[] | "all"): Config {
  if (ignored === "all") return before;
  let kept: Value = config;
  for (const path of ignored) kept = replaced(kept, before, parseIgnoredPath(path));
  return isRecord(kept) ? kept : config;
}

/** `value` with what lies at the path taken from `before`: also its absence. */
function replaced(value: Value, before: Value | undefined, [step, ...rest]: readonly (string | number)[]): Value {
  if (step === undefined) return before ?? null;
  if (typeof step === "number") {
    if (!isList(value) || value[step] === undefined) return value;
    const old = isList(before) ? before[step] : undefined;
    return value.map((element, index) => (index === step ? replaced(element, old, rest) : element));
  }
  if (!isRecord(value)) return value;
  const old = isRecord(before) ? before[step] : undefined;
  if (rest.length > 0) {
    const current = value[step];
    return current === undefined ? value : { ...value, [step]: replaced(current, old, rest) };
  }
  const { [step]: _ignored, ...others } = value;
  return old === undefined ? others : { ...others, [step]: old };
}

function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

function isRecord(value: Value | undefined): value is Config {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
