import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSortedKeys } from "./sorted-keys.ts";

/** Few characters, among them those beside "/", so that keys are often alike. */
const key = fc.stringMatching(/^[/ab.0-]{1,5}$/);

describe("sorted keys", () => {
  test("tell what lies below a scope as looking at all of them does", () => {
    const step = fc.record({ kind: fc.constantFrom("add", "delete"), key });
    fc.assert(
      fc.property(fc.uniqueArray(key), fc.array(step), key, key, (first, steps, scope, other) => {
        const keys = createSortedKeys(first);
        const model = new Set(first);
        for (const { kind, key } of steps) {
          if (kind === "add") {
            keys.add(key);
            model.add(key);
          } else {
            keys.delete(key);
            model.delete(key);
          }
        }
        expect(keys.below("")).toEqual([...model].sort());
        const below = [...model].filter((each) => each.startsWith(`${scope}/`)).sort();
        expect(keys.below(scope)).toEqual(below);
        expect([...keys.behind(scope, other)]).toEqual(below.filter((each) => each > other));
        expect([...keys.behind("", other)]).toEqual([...model].filter((each) => each > other).sort());
      }),
    );
  });
});
