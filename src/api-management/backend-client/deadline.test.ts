import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Deadline } from "./deadline.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => vi.useRealTimers());

/** A deadline, and how often it has come. */
function counted(): { readonly deadline: Deadline; readonly passed: () => number } {
  let count = 0;
  return { deadline: new Deadline(() => (count += 1)), passed: () => count };
}

describe("a deadline", () => {
  test("comes once", () => {
    const { deadline, passed } = counted();
    deadline.set(100);
    vi.advanceTimersByTime(99);
    expect(passed()).toBe(0);
    vi.advanceTimersByTime(1000);
    expect(passed()).toBe(1);
  });

  test.each([
    ["put off", [100, 300], 50, 350],
    ["brought forward", [300, 100], 50, 150],
    ["put off twice", [100, 100, 100], 80, 260],
  ])("that is %s comes when it was set to last", (_name, settings, pause, due) => {
    const { deadline, passed } = counted();
    const [first = 0, ...later] = settings;
    deadline.set(first);
    for (const ms of later) {
      vi.advanceTimersByTime(pause);
      deadline.set(ms);
    }
    vi.advanceTimersByTime(due - pause * later.length - 1);
    expect(passed()).toBe(0);
    vi.advanceTimersByTime(1);
    expect(passed()).toBe(1);
  });

  test("that was cleared never comes, and can be set again", () => {
    const { deadline, passed } = counted();
    deadline.set(100);
    deadline.clear();
    vi.advanceTimersByTime(1000);
    expect(passed()).toBe(0);
    deadline.set(10);
    vi.advanceTimersByTime(10);
    expect(passed()).toBe(1);
  });

  test("may be further away than a timer reaches", () => {
    const { deadline, passed } = counted();
    deadline.set(2 ** 31 + 1000);
    vi.advanceTimersByTime(2 ** 31);
    expect(passed()).toBe(0);
    vi.advanceTimersByTime(1000);
    expect(passed()).toBe(1);
  });
});
