import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { median, ratioByRound } from "./statistics.ts";

const numbers = fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 });

describe("the median", () => {
  test.each([
    [[7], 7],
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[10, 9, 100], 10],
  ])("of %j is %d", (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  test("has as many values below it as above it", () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const middle = median(values);
        const below = values.filter((value) => value < middle).length;
        const above = values.filter((value) => value > middle).length;
        expect(below).toBeLessThanOrEqual(values.length / 2);
        expect(above).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });

  test("of nothing is refused", () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe("the ratio", () => {
  test("compares each round with its own neighbour", () => {
    expect(ratioByRound([20, 10, 30], [10, 10, 10])).toEqual({ median: 2, lowest: 1, highest: 3 });
  });

  test("doesn't change when the whole machine is slower for some rounds", () => {
    fc.assert(
      fc.property(numbers, fc.double({ min: 0.1, max: 10, noNaN: true }), (speeds, ratio) => {
        const found = ratioByRound(
          speeds.map((speed) => speed * ratio),
          speeds,
        );
        expect(found.median).toBeCloseTo(ratio, 6);
      }),
    );
  });

  test.each([
    [[1], [1, 2]],
    [[], []],
  ])("of %j and %j is refused", (dividends, divisors) => {
    expect(() => ratioByRound(dividends, divisors)).toThrow(RangeError);
  });
});
