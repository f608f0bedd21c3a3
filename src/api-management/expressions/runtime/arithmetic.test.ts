import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileExpression } from "../compile.ts";
import { evaluateText, sampleContext } from "../testing/sample-context.ts";

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

describe("arithmetic", () => {
  test.each([
    ["+", (a: bigint, b: bigint) => a + b],
    ["-", (a: bigint, b: bigint) => a - b],
    ["*", (a: bigint, b: bigint) => a * b],
    ["&", (a: bigint, b: bigint) => a & b],
    ["^", (a: bigint, b: bigint) => a ^ b],
  ])("int %s int wraps to 32 bits", (operator, exact) => {
    const compiled = compileExpression(`@((int)context.Variables["a"] ${operator} (int)context.Variables["b"])`);
    fc.assert(
      fc.property(int32, int32, (a, b) => {
        const variables = new Map<string, unknown>([
          ["a", a],
          ["b", b],
        ]);
        expect(compiled.evaluate(sampleContext({ variables }))).toBe(
          Number(BigInt.asIntN(32, exact(BigInt(a), BigInt(b)))),
        );
      }),
    );
  });

  test("long * long wraps to 64 bits", () => {
    const compiled = compileExpression('@((long)context.Variables["a"] * (long)context.Variables["b"])');
    fc.assert(
      fc.property(int64, int64, (a, b) => {
        const variables = new Map<string, unknown>([
          ["a", a],
          ["b", b],
        ]);
        expect(compiled.evaluate(sampleContext({ variables }))).toBe(BigInt.asIntN(64, a * b));
      }),
    );
  });

  test("an int divides toward zero, and the remainder has the sign of the dividend", () => {
    const compiled = compileExpression(
      '@{ int a = (int)context.Variables["a"], b = (int)context.Variables["b"]; return a / b * b + a % b == a; }',
    );
    fc.assert(
      fc.property(
        int32,
        int32.filter((b) => b !== 0 && b !== -1),
        (a, b) => {
          const variables = new Map<string, unknown>([
            ["a", a],
            ["b", b],
          ]);
          expect(compiled.evaluate(sampleContext({ variables }))).toBe(true);
        },
      ),
    );
  });

  test.each([
    ["@(-7 / 2)", "-3"],
    ["@(-7 % 3)", "-1"],
    ["@(1 / 3m)", "0.3333333333333333333333333333"],
    ["@(1.10m + 2.2m)", "3.30"],
    ["@(2.50m * 2)", "5.00"],
    ["@(unchecked(int.MaxValue + 1))", "-2147483648"],
    ["@{ byte b = 250; b += 10; return b; }", "4"],
    ["@{ uint u = 0; u--; return u; }", "4294967295"],
    ["@{ int z = 0; return 1 / z; }", "!System.DivideByZeroException"],
    ["@(0.1 + 0.2)", "0.30000000000000004"],
    ["@(1e15)", "1E+15"],
    ["@(0.00001)", "1E-05"],
    ["@((int)3.99)", "3"],
    ["@((double)1 / 0)", "Infinity"],
    ["@('a' + 1)", "98"],
    ["@(1 << 33)", "2"],
    ["@((int?)null + 1)", null],
    ["@(Math.Round(2.5))", "2"],
    ["@(Math.Round(2.5, MidpointRounding.AwayFromZero))", "3"],
    ["@(Convert.ToInt32(2.5))", "2"],
    ["@{ var d = decimal.MaxValue; return d + 1; }", "!System.OverflowException"],
  ])("%s is %s", (code, text) => {
    expect(evaluateText(code)).toBe(text);
  });
});
