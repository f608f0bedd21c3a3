import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseTimeSpan } from "./parse-time-span.ts";

describe("a time span", () => {
  test.each([
    ["00:05:00", 300_000],
    ["00:10", 600_000],
    ["1.02:03:04.5", 93_784_500],
    ["00:00:00.250", 250],
    ["", undefined],
    ["5", undefined],
    ["24:00:00", undefined],
    ["00:60:00", undefined],
    ["-00:05:00", undefined],
    ["five minutes", undefined],
  ])("%j is %s ms", (text, expected) => {
    expect(parseTimeSpan(text)).toBe(expected);
  });

  test("is the number of milliseconds that was written", () => {
    const two = (value: number) => String(value).padStart(2, "0");
    fc.assert(
      fc.property(
        fc.record({ d: fc.nat(99), h: fc.nat(23), m: fc.nat(59), s: fc.nat(59), ms: fc.nat(999) }),
        ({ d, h, m, s, ms }) => {
          const text = `${d}.${two(h)}:${two(m)}:${two(s)}.${String(ms).padStart(3, "0")}`;
          expect(parseTimeSpan(text)).toBe((((d * 24 + h) * 60 + m) * 60 + s) * 1000 + ms);
        },
      ),
    );
  });
});
