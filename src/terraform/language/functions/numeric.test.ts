import { describe, expect, test } from "vitest";
import { TerraformError } from "../terraform-error.ts";
import { evaluateText } from "../testing/evaluate-text.ts";

describe("numeric functions", () => {
  // The results are those of `terraform console` 1.11.
  test.each<[expression: string, result: unknown]>([
    ["abs(-12.4)", 12.4],
    ['abs("3")', 3],
    ["ceil(5.1)", 6],
    ["ceil(-5.9)", -5],
    ["floor(4.9)", 4],
    ["floor(-4.1)", -5],
    ["log(50, 10)", 1.6989700043360185],
    ["log(16, 2)", 4],
    ["log(100, 10)", 2],
    ["max(12, 54, 3)", 54],
    ["max([12, 54, 3]...)", 54],
    ['max("7", 3)', 7],
    ["min(12, 54, 3)", 3],
    ["min([12, 54, 3]...)", 3],
    ['parseint("100", 10)', 100],
    ['parseint("FF", 16)', 255],
    ['parseint("-10", 2)', -2],
    ['parseint("1011111011101111", 2)', 48879],
    ['parseint("aA", 62)', 656],
    ['parseint("+5", 10)', 5],
    ["pow(3, 2)", 9],
    ["pow(4, 0)", 1],
    ["pow(4, 0.5)", 2],
    ["pow(2, -1)", 0.5],
    ["signum(-13)", -1],
    ["signum(0)", 0],
    ["sum([10, 13, 6, 4.5])", 33.5],
    ['sum(["1", 2])', 3],
    ["sum(toset([1, 1, 2]))", 3],
  ])("%s is %j", (expression, result) => {
    expect(evaluateText(expression)).toEqual(result);
  });

  test.each([
    ["max()", "must pass at least one number"],
    ["sum([])", "cannot sum an empty list"],
    ["sum([null])", "argument must be list, set, or tuple of number values"],
    ['abs("x")', 'invalid value for "num" parameter: a number is required'],
    ['parseint("12", 2)', 'cannot parse "12" as a base 2 integer'],
    ['parseint("", 10)', 'cannot parse "" as a base 10 integer'],
    ['parseint("1", 1)', "base must be"],
    ["signum(1.5)", "a whole number is required"],
  ])("%s is refused: %s", (expression, message) => {
    const evaluate = () => evaluateText(expression);
    expect(evaluate).toThrow(TerraformError);
    expect(evaluate).toThrow(message);
    expect(evaluate).toThrow(/^test\.tf:1: /);
  });
});
