import { describe, expect, test } from "vitest";
import { timeApart } from "./time-apart.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const now = Date.UTC(2026, 0, 1);

describe("how far a time is from another", () => {
  test.each([
    [0, "now"],
    [499, "now"],
    [-1000, "1 s ago"],
    [59_000, "in 59 s"],
    [2 * HOUR, "in 2 h"],
    [24 * HOUR - 1000, "in 23 h 59 min"],
    [-(HOUR + 30 * MINUTE + 5000), "1 h 30 min ago"],
    [24 * HOUR + 59 * MINUTE, "in 1 d"],
    [-(400 * 24 + 3) * HOUR, "400 d 3 h ago"],
  ])("%d ms is told as %s", (apart, text) => {
    expect(timeApart(now + apart, now)).toBe(text);
  });
});
