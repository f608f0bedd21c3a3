import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Decimal } from "./decimal.ts";

const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.integer({ min: 0, max: 9 }))
  .map(([digits, scale]) => Decimal.of(digits, scale));

describe("Decimal", () => {
  test("reads back the text it writes", () => {
    fc.assert(
      fc.property(decimals, (value) => {
        expect(Decimal.parse(value.toString())?.toString()).toBe(value.toString());
      }),
    );
  });

  test("adds and subtracts without loss", () => {
    fc.assert(
      fc.property(decimals, decimals, (one, other) => {
        expect(one.add(other).subtract(other).compare(one)).toBe(0);
      }),
    );
  });

  test.each([
    ["2.345", 2, "even", "2.34"],
    ["2.355", 2, "even", "2.36"],
    ["2.345", 2, "away", "2.35"],
    ["-2.5", 0, "away", "-3"],
  ] as const)("rounds %s to %i places (%s) as %s", (text, places, ties, rounded) => {
    expect(Decimal.parse(text)?.round(places, ties).toString()).toBe(rounded);
  });

  test("throws System.OverflowException beyond 96 bits", () => {
    expect(() => Decimal.of(1n << 96n)).toThrow(expect.objectContaining({ typeName: "System.OverflowException" }));
  });
});
