import { describe, expect, test } from "vitest";
import { compileExpression } from "../compile.ts";

describe("what the compiler refuses", () => {
  test.each([
    ["an unknown name", "@(foo)", "CS0103"],
    ["an unknown member", '@("abc".Lenght)', "CS1061"],
    ["a member in the wrong case", '@("abc".substring(1))', "CS1061"],
    ["a property that is called", '@("abc".Length())', "CS1955"],
    ["a method that is not called", '@("abc".ToUpper)', "CS0428"],
    ["an argument of the wrong type", '@("abc".Substring("1"))', "CS1503"],
    ["a constructor with the wrong arguments", "@(new Random(1, 2))", "CS1729"],
    ["too many arguments", '@("abc".Substring(1, 2, 3))', "CS1501"],
    ["an unknown parameter name", "@(context.Request.Body.As<string>(preserve: true))", "CS1739"],
    ["an operator between the wrong types", "@(true + 1)", "CS0019"],
    ["a shift of a real", "@(1.5 << 1)", "CS0019"],
    ["object compared as a number", '@(context.Variables["count"] > 3)', "CS0019"],
    ["a JToken compared with a text", '@(new JObject()["a"] == "x")', "CS0019"],
    ["an impossible cast", '@((int)"5")', "CS0030"],
    ["a missing cast", '@{ string s = new JObject()["a"]; return s; }', "CS0266"],
    ["a value of the wrong type", '@{ int x = "5"; return x; }', "CS0029"],
    ["a double literal for a decimal", "@{ decimal d = 1.5; return d; }", "CS0664"],
    ["null for an int", "@{ int x = null; return x; }", "CS0037"],
    ["an unknown type", "@(new Foo())", "CS0246"],
    ["a constant that does not fit", "@((byte)300)", "CS0221"],
    ["an overflow of constants", "@(int.MaxValue + 1)", "CS0220"],
    ["an overflow of constant decimals", "@(decimal.MaxValue + 1)", "CS0220"],
    ["a division by constant zero", "@(1 / 0)", "CS0020"],
    ["an array without a common type", '@(new[] { 1, "a" })', "CS0826"],
    ["a conditional without a common type", '@(context.Tracing ? 1 : "a")', "CS0173"],
    ["a call that gives nothing as a result", '@(context.Trace("x"))', "CS0029"],
    ["a path without a return", "@{ if (context.Tracing) { return 1; } }", "CS0161"],
    ["an unassigned local", '@{ string s; if (context.Tracing) { s = "x"; } return s; }', "CS0165"],
    ["a local declared twice", "@{ var x = 1; var x = 2; return x; }", "CS0128"],
    ["a local that hides another", "@{ int x = 1; { int x = 2; } return x; }", "CS0136"],
    ["a local out of scope", "@{ { int y = 2; } return y; }", "CS0103"],
    ["an assignment to a foreach variable", "@{ foreach (var c in \"a\") { c = 'b'; } return 1; }", "CS1604"],
    ["an assignment to a read-only property", '@{ "abc".Length = 5; return 1; }', "CS0200"],
    ["an expression as a statement", '@{ "a".Length; return 1; }', "CS0201"],
    ["break outside of a loop", "@{ break; return 1; }", "CS0139"],
    ["a case label twice", "@{ switch (1) { case 1: return 1; case 1: return 2; } return 0; }", "CS0152"],
    [
      "a switch section that runs on",
      "@{ int r = 0; switch (1) { case 1: r = 1; case 2: break; } return r; }",
      "CS0163",
    ],
    ["foreach over a number", "@{ foreach (var x in 5) { } return 1; }", "CS1579"],
    ["a thrown text", '@{ throw "x"; }', "CS0155"],
    ["an error in a lambda's body", '@(new[] { "a" }.Select(x => y))', "CS0103"],
    ["a member that the type in a lambda lacks", "@(new[] { 1 }.Select(x => x.Foo))", "CS1061"],
    ["an empty expression", "@()", "CS1525"],
    ["text after the end", "@(1) x", "CS1073"],
  ])("%s", (_, source, code) => {
    expect(() => compileExpression(source)).toThrow(expect.objectContaining({ name: "ExpressionCompileError", code }));
  });

  test.each([
    ["a type off Azure's list", "@(typeof(string).Name)", "TypeNotAllowed"],
    [
      "an exception type other than Exception",
      "@{ try { return 1; } catch (FormatException) { return 2; } }",
      "TypeNotAllowed",
    ],
    ["a delegate type", "@(((Func<int>)(() => 1))())", "TypeNotAllowed"],
    ["a query expression", "@(from x in new[] { 1 } select x)", "NotSupported"],
    ["a lookahead in a literal pattern", '@(Regex.IsMatch("foobar", "foo(?!baz)"))', "RegexNotSupported"],
    ["a backreference in a literal pattern", '@(new Regex(@"(a)\\1").IsMatch("aa"))', "RegexNotSupported"],
    ["a listed type that the engine lacks", "@(TimeZoneInfo.Utc)", "NotSupported"],
    ["a listed type that the engine lacks, as a cast", "@((X509Certificate2)null)", "NotSupported"],
    ["a member of the context that the engine lacks", "@(context.Request.Certificate)", "NotSupported"],
    ["lock", "@{ lock (context) { return 1; } }", "NotSupported"],
    ["a tuple", "@((1, 2))", "NotSupported"],
  ])("%s, by name", (_, source, code) => {
    expect(() => compileExpression(source)).toThrow(expect.objectContaining({ code }));
  });
});
