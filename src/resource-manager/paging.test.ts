import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pageOf } from "./paging.ts";

const LIST = "https://management.azure.com/subscriptions/s/resources?api-version=2021-04-01";
const entriesOf = (names: readonly string[]) =>
  names.map((name) => ({ id: `/subscriptions/s/resourceGroups/${name}` }));
const behind =
  (entries: ReturnType<typeof entriesOf>) =>
  (key = "") =>
    entries.filter(({ id }) => id.toLowerCase() > key);

describe("the pages of a list", () => {
  test("put together are the list, whatever their size", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,4}$/)),
        fc.integer({ min: 1, max: 7 }),
        (names, size) => {
          const entries = entriesOf(names.toSorted());
          const seen: unknown[] = [];
          let next: string | undefined = LIST;
          while (next !== undefined) {
            const page: ReturnType<typeof pageOf> = pageOf(behind(entries), new URL(next), size);
            expect(page.value.length).toBeLessThanOrEqual(size);
            seen.push(...page.value);
            next = page.nextLink;
          }
          expect(seen).toEqual(entries);
        },
      ),
    );
  });

  test("go on behind an entry that was deleted meanwhile", () => {
    const { nextLink = "" } = pageOf(behind(entriesOf(["a", "b", "c"])), new URL(LIST), 2);
    expect(pageOf(behind(entriesOf(["a", "c"])), new URL(nextLink), 2)).toEqual({ value: entriesOf(["c"]) });
  });

  test("are as short as $top says, and no longer than a page", () => {
    const entries = entriesOf(["a", "b", "c"]);
    expect(pageOf(behind(entries), new URL(`${LIST}&$top=1`), 2).value).toHaveLength(1);
    expect(pageOf(behind(entries), new URL(`${LIST}&$top=9`), 2).value).toHaveLength(2);
  });

  test.each([
    ["$top=0", "InvalidTopInQueryString"],
    ["$top=-1", "InvalidTopInQueryString"],
    ["$top=many", "InvalidTopInQueryString"],
    ["$skiptoken=x", "InvalidSkipToken"],
    ["$skiptoken=", "InvalidSkipToken"],
  ])("are refused for %s", (option, code) => {
    expect(() => pageOf(() => [], new URL(`${LIST}&${option}`), 2)).toThrow(
      expect.objectContaining({ status: 400, code }),
    );
  });
});
