import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { duration, parseDuration } from "./duration.ts";

describe("a duration", () => {
  test.each([
    ["+25h", 90_000_000],
    ["+30m", 1_800_000],
    ["+2d", 172_800_000],
    ["+1d12h", 129_600_000],
    ["+90s", 90_000],
  ])("%s is %i ms", (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  test.each(["", "+", "25h", "-25h", "+25", "+h", "+12h1d", "+1.5h", "+25 h"])("'%s' is none", (text) => {
    expect(() => parseDuration(text)).toThrow("expected how far to move on");
  });

  test.each([
    [0, "0s"],
    [999, "0s"],
    [61_000, "1m 1s"],
    [90_061_000, "1d 1h"],
    [86_460_000, "1d"],
    [3_600_000, "1h"],
  ])("%i ms is written '%s'", (ms, text) => {
    expect(duration(ms)).toBe(text);
  });

  test("is read as it was written, where two units say all of it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 1, max: 23 }), (days, hours) => {
        const ms = (days * 24 + hours) * 3_600_000;
        expect(parseDuration(`+${duration(ms).replace(" ", "")}`)).toBe(ms);
      }),
    );
  });
});
