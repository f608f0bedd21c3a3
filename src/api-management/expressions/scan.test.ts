import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ExpressionCompileError } from "./compile-error.ts";
import { findExpressionEnd } from "./scan.ts";

describe("finding the end of an expression", () => {
  test.each([
    ["brackets of calls", '@(f("a")[0])', "<x/>"],
    ["a closing bracket in a string", '@(")" + "x")', '" />'],
    ["an escaped quote", '@("\\")")', '" />'],
    ["a verbatim string with doubled quotes", '@(@"a"") \\" + "b")', '"/>'],
    ["brackets in characters", "@('(' + ')' + '\\'')", "'/>"],
    ["a string in the hole of an interpolated string", '@($"a{f("}")}b{{c}}")', '"/>'],
    ["an interpolated verbatim string", '@($@"C:\\{x}\\")', ")"],
    ["a format with a quote in it", "@($\"{d:HH'h'}\")", ")"],
    ["a conditional in a hole", '@($"{(a ? "x" : "y")}")', ")"],
    ["statements with a comment that holds an apostrophe", "@{ // don't stop }\n return 1; }", "</value>"],
    ["a block comment with brackets", "@( /* ) */ 1)", ")"],
    ["a URL, which starts no comment", '@("https://x" + y)', ")"],
    ["generics and comparisons", "@(a < b && new List<int>().Count > 2)", "</x>"],
  ])("passes over %s", (_, expression, after) => {
    const before = '<set-variable value="';
    expect(findExpressionEnd(before + expression + after, before.length)).toBe(before.length + expression.length);
  });

  test.each([
    ["no @", "x(1)", "ExpressionStart"],
    ["an @ in a mail address", "@example", "ExpressionStart"],
    ["no end", "@(1 + (2)", "CS1026"],
    ["a wrong bracket", "@(a[1)]", "CS1026"],
    ["a string without an end", '@("abc)', "CS1010"],
    ["a verbatim string without an end", '@(@"abc)', "CS1039"],
    ["a comment without an end", "@(1 /* )", "CS1035"],
    ["a hole without an end", '@($"{f(1', "CS8076"],
  ])("refuses %s", (_, text, code) => {
    expect(() => findExpressionEnd(text, 0)).toThrow(expect.objectContaining({ name: "ExpressionCompileError", code }));
  });

  test("places an error by line and column of the expression, not of the document", () => {
    expect(() => findExpressionEnd('<a>\n<b c="@(1 +\n  "x', 10)).toThrow(
      expect.objectContaining({ line: 2, column: 3 }),
    );
  });

  test("gives an end or a compile error for every text", () => {
    const pieces = fc.constantFrom(..."@(){}[]\"'$\\/*\n:;ax 1".split(""), '@"', '$"', "//", "/*", "*/", "{{");
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (list) => {
        const text = `@(${list.join("")}`;
        try {
          expect(findExpressionEnd(text, 0)).toBeLessThanOrEqual(text.length);
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionCompileError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
