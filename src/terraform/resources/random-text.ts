import { randomInt } from "node:crypto";
import type { AttributeSchema, Config } from "../engine/resource-type.ts";
import { flag, map, number, text, textOf } from "./schema.ts";

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";
const SPECIAL = "!@#$%&*()-_=+[]{}<>:?";

/** The arguments of `random_password` and `random_string`. */
export const randomTextAttributes: Readonly<Record<string, AttributeSchema>> = {
  length: number({ required: true, forceNew: true }),
  lower: flag({ default: true, forceNew: true }),
  upper: flag({ default: true, forceNew: true }),
  numeric: flag({ default: true, forceNew: true }),
  special: flag({ default: true, forceNew: true }),
  override_special: text({ forceNew: true }),
  min_lower: number({ default: 0, forceNew: true }),
  min_upper: number({ default: 0, forceNew: true }),
  min_numeric: number({ default: 0, forceNew: true }),
  min_special: number({ default: 0, forceNew: true }),
  keepers: map({ forceNew: true }),
};

/** A text as the arguments want it, by the system's source of randomness. Throws Error when they can't be met. */
export function randomText(config: Config): string {
  const sets = [
    { on: config.lower, least: config.min_lower, from: LOWER },
    { on: config.upper, least: config.min_upper, from: LOWER.toUpperCase() },
    { on: config.numeric, least: config.min_numeric, from: DIGITS },
    { on: config.special, least: config.min_special, from: textOf(config, "override_special") || SPECIAL },
  ].filter(({ on }) => on === true);
  const length = Number(config.length);
  const result = sets.flatMap(({ least, from }) => Array.from({ length: Number(least ?? 0) }, () => pick(from)));
  if (length < 1 || length > 10_000 || result.length > length)
    throw new Error(`"length" must be from ${Math.max(1, result.length)} to 10000; found ${length}.`);
  const all = sets.map(({ from }) => from).join("");
  if (all === "") throw new Error('One of "lower", "upper", "numeric" and "special" must be true.');
  while (result.length < length) result.push(pick(all));
  return shuffled(result).join("");
}

function pick(from: string): string {
  return from.charAt(randomInt(from.length));
}

/** Fisher and Yates. */
function shuffled(characters: readonly string[]): readonly string[] {
  const result = [...characters];
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = randomInt(index + 1);
    [result[index], result[other]] = [result[other] ?? "", result[index] ?? ""];
  }
  return result;
}
