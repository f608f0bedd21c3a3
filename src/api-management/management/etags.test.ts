import { expect, test } from "vitest";
import { openStore } from "../../platform/index.ts";
import { checkIfMatch, createEtags } from "./etags.ts";

test("each entity tag differs from the one before, also after a restart over the same state", () => {
  const store = openStore(":memory:");
  const first = createEtags(store);
  expect([first.next(), first.next()]).toEqual(["AAAAAAAAAAE=", "AAAAAAAAAAI="]);
  expect(createEtags(store).next()).toBe("AAAAAAAAAAM=");
});

test.each([
  [undefined, "a", true],
  ["", "a", true],
  ["*", "a", true],
  ["*", undefined, true],
  ['"a"', "a", true],
  ["a", "a", true],
  ['"b", "a"', "a", true],
  ['"b"', "a", false],
  ['"b"', undefined, false],
])("If-Match %j on an entity with tag %j passes: %j", (header, current, passes) => {
  const check = () => checkIfMatch(new Headers(header === undefined ? {} : { "if-match": header }), current);
  if (passes) expect(check).not.toThrow();
  else expect(check).toThrow(expect.objectContaining({ status: 412, code: "PreconditionFailed" }));
});
