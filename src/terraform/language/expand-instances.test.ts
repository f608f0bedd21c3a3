import { describe, expect, test } from "vitest";
import { expandCount, expandForEach } from "./expand-instances.ts";
import { parseExpressionText } from "./syntax/parse-body.ts";
import { scopeOf } from "./testing/evaluate-text.ts";

const count = (text: string) => expandCount(parseExpressionText("main.tf", text), scopeOf());
const forEach = (text: string) => Object.fromEntries(expandForEach(parseExpressionText("main.tf", text), scopeOf()));

describe("count", () => {
  test.each([
    ["3", 3],
    ["0", 0],
    ['"2"', 2],
    ["true ? 1 : 0", 1],
  ])("%s makes %d instances", (text, instances) => {
    expect(count(text)).toBe(instances);
  });

  test.each([
    ["-1", "a whole number from 0"],
    ["1.5", "a whole number from 0"],
    ['"x"', "a whole number from 0"],
    ["1000000", "a whole number from 0 to 10000"],
    ["null", "is null"],
    ["sensitive(1)", "sensitive values may not decide"],
  ])("%s is refused: %s", (text, message) => {
    expect(() => count(text)).toThrow(message);
  });
});

describe("for_each", () => {
  test.each<[text: string, instances: unknown]>([
    ["{ b = 1, a = 2 }", { a: 2, b: 1 }],
    ['toset(["b", "a"])', { a: "a", b: "b" }],
    ["{}", {}],
    ["toset([])", {}],
    ["tomap({ a = [1] })", { a: [1] }],
  ])("%s makes %j", (text, instances) => {
    expect(forEach(text)).toEqual(instances);
  });

  test("goes by key in order", () => {
    expect([...Object.keys(forEach("{ b = 1, a = 2 }"))]).toEqual(["a", "b"]);
  });

  test.each([
    ['["a"]', "you have provided a value of type tuple; toset(…) makes a set of a list"],
    ['tolist(["a"])', "you have provided a value of type list of string"],
    ['"x"', "you have provided a value of type string"],
    ["null", "the value is null"],
    ["toset([1])", "must hold strings only"],
    ["toset([null])", "must hold strings only"],
    ["sensitive({})", "sensitive values may not be keys"],
  ])("%s is refused: %s", (text, message) => {
    expect(() => forEach(text)).toThrow(message);
  });
});
