import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileExpression } from "./compile.ts";
import { ExpressionCompileError } from "./compile-error.ts";
import { createJwt, createResponse, toBoolean, toText, typeName } from "./results.ts";
import { sampleContext, sampleResponse } from "./testing/sample-context.ts";

describe("compileExpression", () => {
  test.each([
    ["@(1 + 2)", "System.Int32"],
    ['@("a" + 1)', "System.String"],
    ["@(context.Request.Headers)", "System.Collections.Generic.IReadOnlyDictionary`2[System.String,System.String[]]"],
    ['@{ if (context.Tracing) { return "a"; } return "b"; }', "System.String"],
    ['@{ if (context.Tracing) { return "a"; } return 1; }', "System.Object"],
    ["@(null)", "System.Object"],
  ])("knows the static type of %s", (source, type) => {
    expect(compileExpression(source).type).toBe(type);
  });

  test.each([
    ["@(context.Request.Method)", false, false],
    ["@(context.Request.Body.As<string>(true))", true, false],
    ["@{ var r = context.Request; return r.Body != null; }", true, false],
    ["@(context.Response.Body.As<string>())", false, true],
    ["@(context.Response?.Body?.As<string>())", false, true],
    ['@(((IResponse)context.Variables["r"]).Body.As<string>())', false, false],
  ])("says which bodies %s reads", (source, requestBody, responseBody) => {
    expect(compileExpression(source).reads).toEqual({ requestBody, responseBody });
  });

  test.each([
    ["@(1)", "boolean"],
    ["@(DateTime.UtcNow)", "number"],
    ["@(true)", "number"],
  ] as const)("refuses %s where a %s is expected", (source, expect_) => {
    expect(() => compileExpression(source, { expect: expect_ })).toThrow(
      expect.objectContaining({ code: "ResultType" }),
    );
  });

  test.each([
    ['@("true")', "boolean"],
    ['@(context.Variables["flag"])', "boolean"],
    ["@(5.5)", "number"],
    ["@(5)", "string"],
  ] as const)("leaves %s to run time where a %s is expected", (source, expect_) => {
    expect(compileExpression(source, { expect: expect_ }).source).toBe(source);
  });

  test("points at the place of an error", () => {
    expect(() => compileExpression("@{\n  var x = 1;\n  return x.Foo;\n}")).toThrow(
      expect.objectContaining({ code: "CS1061", line: 3, column: 12 }),
    );
  });

  test("gives a result or a compile error for every text", () => {
    const piece = fc.constantFrom(
      ...'( ) { } [ ] < > ; , . ? : + - * ! = => ?? && " \' $" @" 1 2.5 x y context Request new string int var return if'.split(
        " ",
      ),
      ..."foreach in as is null throw try catch switch case default Select Where [] {}".split(" "),
    );
    fc.assert(
      fc.property(fc.constantFrom("@(", "@{"), fc.array(piece, { maxLength: 25 }), (open, pieces) => {
        try {
          compileExpression(`${open}${pieces.join(" ")}${open === "@(" ? ")" : "}"}`);
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionCompileError);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test("refuses nesting that is too deep instead of overflowing the stack", () => {
    expect(() => compileExpression(`@(${"(".repeat(5000)}1${")".repeat(5000)})`)).toThrow(
      expect.objectContaining({ code: "ExpressionTooDeep" }),
    );
    expect(() => compileExpression(`@("a"${".Trim()".repeat(5000)})`)).toThrow(
      expect.objectContaining({ code: "ExpressionTooDeep" }),
    );
    expect(() => compileExpression(`@(1${" + 1".repeat(5000)})`)).toThrow(
      expect.objectContaining({ code: "ExpressionTooDeep" }),
    );
  });

  test("takes what is within the limits", () => {
    const chain = `"a"${".Trim()".repeat(190)}`;
    const sum = `context.Request.Method${" + 1".repeat(990)}`;
    expect(compileExpression(`@(${chain} + ${"(".repeat(60)}${sum}${")".repeat(60)})`).type).toBe("System.String");
  });

  test("turns endless recursion into a .NET exception", () => {
    const compiled = compileExpression("@{ int F(int n) { return F(n + 1) + 1; } return F(0); }");
    expect(() => compiled.evaluate(sampleContext())).toThrow(
      expect.objectContaining({ typeName: "System.InsufficientExecutionStackException" }),
    );
  });

  test("turns what JavaScript can't hold into a .NET exception, which C# can catch", () => {
    const code = "@{ try { return new string('a', 2000000000).Length; } catch (Exception e) { return e.Message; } }";
    expect(compileExpression(code).evaluate(sampleContext())).toMatch(/grew too large/);
  });

  test("lets errors of the gateway pass through C#'s catch", () => {
    const trace = (): never => {
      throw new Error("gateway");
    };
    const compiled = compileExpression('@{ try { context.Trace("x"); } catch { } return 1; }');
    expect(() => compiled.evaluate(sampleContext({ trace }))).toThrow("gateway");
  });

  test("can be evaluated many times without keeping anything", () => {
    const compiled = compileExpression('@{ int n = 0; foreach (var c in "abc") { n++; } return n; }');
    expect([1, 2, 3].map(() => compiled.evaluate(sampleContext()))).toEqual([3, 3, 3]);
  });
});

describe("results", () => {
  test.each([
    [true, true],
    ["True", true],
    [" false ", false],
  ])("toBoolean(%j) is %j", (value, truth) => {
    expect(toBoolean(value)).toBe(truth);
  });

  test.each([
    ["yes", "System.FormatException"],
    [1, "System.InvalidCastException"],
    [null, "System.InvalidCastException"],
  ])("toBoolean(%j) throws %s", (value, type) => {
    expect(() => toBoolean(value)).toThrow(expect.objectContaining({ typeName: type }));
  });

  test("names runtime types", () => {
    expect([1, "a", true, 5n, createResponse(sampleResponse)].map(typeName)).toEqual([
      "System.Int32",
      "System.String",
      "System.Boolean",
      "System.Int64",
      "IResponse",
    ]);
    expect(toText(null)).toBeNull();
  });

  test("refuses a text that is no JWT", () => {
    expect(() => createJwt("a.b")).toThrow(expect.objectContaining({ typeName: "System.ArgumentException" }));
  });
});
