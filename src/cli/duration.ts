import { InvalidArgumentError } from "commander";

const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
] as const;

/** A length of time in its two largest units: `1d 1h`, `59m 3s`; `0s` for less than a second. */
export function duration(ms: number): string {
  const parts: string[] = [];
  let left = ms;
  for (const [unit, size] of UNITS) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) parts.push(`${count}${unit}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.length === 0 ? "0s" : parts.join(" ");
}

/** Milliseconds of `+25h`, `+30m`, `+2d`, `+1d12h`. Throws `InvalidArgumentError`. */
export function parseDuration(text: string): number {
  const match = /^\+(?=\d)(?:(\d{1,5})d)?(?:(\d{1,6})h)?(?:(\d{1,7})m)?(?:(\d{1,8})s)?$/.exec(text);
  if (match === null) throw new InvalidArgumentError("expected how far to move on, as in +25h, +30m, +2d or +1d12h.");
  return UNITS.reduce((sum, [, size], index) => sum + Number(match[index + 1] ?? 0) * size, 0);
}
