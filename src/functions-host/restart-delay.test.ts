import { expect, test } from "vitest";
import { restartDelay } from "./restart-delay.ts";

test("the delay before a restart doubles from one second to a minute", () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 2000].map(restartDelay)).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000,
  ]);
});
