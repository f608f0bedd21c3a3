import { describe, expect, test } from "vitest";
import { readFrames } from "./frames.ts";

describe("the frames of a scrolling list", () => {
  test.each([
    ["no frame", [], { count: 0, long: 0, longestMs: 0 }],
    ["one time, which is no frame yet", [16], { count: 0, long: 0, longestMs: 0 }],
    ["even frames", [100, 116, 132, 148], { count: 3, long: 0, longestMs: 16 }],
    ["a frame of exactly the limit, which is not over it", [0, 50, 66], { count: 2, long: 0, longestMs: 50 }],
    ["two long ones", [0, 51, 67, 167, 183], { count: 4, long: 2, longestMs: 100 }],
  ])("are counted: %s", (_case, times, expected) => {
    expect(readFrames(times)).toEqual(expected);
  });
});
