import { describe, expect, test } from "vitest";
import { parseProcessStat } from "./cpu-time.ts";

describe("the processor time of a process", () => {
  test.each([
    ["haproxy", 2.5],
    ["a) b (c", 2.5],
  ])("is read behind the name '%s'", (name, expected) => {
    const text = `4711 (${name}) R 1 2 3 4 5 6 7 8 9 10 150 100 0 0 20 0 1 0`;
    expect(parseProcessStat(text)).toBe(expected);
  });

  test("is not guessed from a line that is cut", () => {
    expect(() => parseProcessStat("4711 (haproxy) R 1 2")).toThrow("Not the line");
  });
});
