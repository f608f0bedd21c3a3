import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergeExchanges } from "./merge-exchanges.ts";

type ExchangeSummary = Parameters<typeof mergeExchanges>[0][number];

const one = (id: number, outcome: ExchangeSummary["outcome"] = "passed"): ExchangeSummary => ({
  id,
  rootId: id,
  time: "2026-01-01T00:00:00.000Z",
  service: "Control",
  method: "GET",
  url: "https://example.azure-api.net/",
  outcome,
});
const told = (exchanges: readonly ExchangeSummary[]) => exchanges.map(({ id, outcome }) => `${id} ${outcome}`);

describe("news of requests", () => {
  test.each([
    ["come before what is older", [one(2), one(1)], [one(3)], ["3 passed", "2 passed", "1 passed"]],
    ["go behind what is newer", [one(3)], [one(1), one(2)], ["3 passed", "2 passed", "1 passed"]],
    ["tell the end of one that ran", [one(2), one(1, "running")], [one(1, "refused")], ["2 passed", "1 refused"]],
    ["don't make one run again that has ended", [one(1, "failed")], [one(1, "running")], ["1 failed"]],
    ["that tell of one twice count by its end", [], [one(1, "failed"), one(1, "running")], ["1 failed"]],
    ["push out the oldest", [one(3), one(2), one(1)], [one(4)], ["4 passed", "3 passed", "2 passed"]],
  ])("%s", (_case, kept, news, expected) => {
    expect(told(mergeExchanges(kept, news, 3))).toEqual(expected);
  });

  test("of any order make one list, each request once, newest first", () => {
    const ids = fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 40 });
    fc.assert(
      fc.property(fc.array(ids, { maxLength: 6 }), fc.integer({ min: 1, max: 60 }), (batches, limit) => {
        const merged = batches.reduce<readonly ExchangeSummary[]>(
          (kept, batch) =>
            mergeExchanges(
              kept,
              batch.map((id) => one(id)),
              limit,
            ),
          [],
        );
        const all = [...new Set(batches.flat())].sort((a, b) => b - a);
        expect(merged.map(({ id }) => id)).toEqual(all.slice(0, limit));
      }),
    );
  });
});
