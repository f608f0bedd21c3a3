import { expect, test } from "vitest";
import { createClock, epochSeconds } from "../../platform/index.ts";
import { createPassedTokenCache } from "./token-cache.ts";

test("a token is known until it expires", () => {
  const clock = createClock();
  const cache = createPassedTokenCache(clock);
  const passed = { headers: [], expiresAt: epochSeconds(clock) + 60 };
  cache.put("token", passed);
  clock.advance(58_000);
  expect(cache.get("token")).toBe(passed);
  clock.advance(2_000);
  expect(cache.get("token")).toBeUndefined();
});

test("the one that was used least recently makes room for a new one", () => {
  const clock = createClock();
  const cache = createPassedTokenCache(clock, 2);
  const passed = { headers: [], expiresAt: epochSeconds(clock) + 60 };
  cache.put("a", passed);
  cache.put("b", passed);
  cache.get("a");
  cache.put("c", passed);
  expect(["a", "b", "c"].map((token) => cache.get(token) !== undefined)).toEqual([true, false, true]);
});
