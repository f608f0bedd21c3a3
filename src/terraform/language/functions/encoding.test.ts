import { describe, expect, test } from "vitest";
import { TerraformError } from "../terraform-error.ts";
import { evaluateText } from "../testing/evaluate-text.ts";

describe("encoding functions", () => {
  // The results are those of `terraform console` 1.11.
  test.each<[expression: string, result: unknown]>([
    ['base64decode("SGVsbG8gV29ybGQ=")', "Hello World"],
    ['base64decode("")', ""],
    ['base64encode("Hello World")', "SGVsbG8gV29ybGQ="],
    ['base64encode("é🤔")', "w6nwn6SU"],
    ["base64encode(12)", "MTI="],
    [
      'csvdecode("a,b,c\\n1,2,3\\n4,5,6")',
      [
        { a: "1", b: "2", c: "3" },
        { a: "4", b: "5", c: "6" },
      ],
    ],
    [
      'csvdecode("a,b\\n\\n1,2\\r\\n\\"q\\"\\"x\\",\\n")',
      [
        { a: "1", b: "2" },
        { a: 'q"x', b: "" },
      ],
    ],
    ['csvdecode("a\\n\\"x\\ny\\"\\n")', [{ a: "x\ny" }]],
    ['csvdecode("a\\n")', []],
    ['jsondecode("{\\"hello\\": \\"world\\"}")', { hello: "world" }],
    ['jsondecode("[1, 2.5, null, true, {\\"a\\": []}]")', [1, 2.5, null, true, { a: [] }]],
    ['jsondecode("\\"x\\"")', "x"],
    ['jsonencode({ hello = "world" })', '{"hello":"world"}'],
    ['jsonencode({ b = 1, a = [true, null, "x", 1.5] })', '{"a":[true,null,"x",1.5],"b":1}'],
    ['jsonencode("<é&>\\u2028")', '"\\u003cé\\u0026\\u003e\\u2028"'],
    ["jsonencode(null)", "null"],
    ['jsonencode(toset(["b", "a"]))', '["a","b"]'],
    ['jsonencode("line\\n\\"quote\\"")', '"line\\n\\"quote\\""'],
    ['textdecodebase64("SABlAGwAbABvACAAVwBvAHIAbABkAA==", "UTF-16LE")', "Hello World"],
    ['textencodebase64("Hello World", "UTF-16LE")', "SABlAGwAbABvACAAVwBvAHIAbABkAA=="],
    ['textencodebase64("é", "ISO-8859-1")', "6Q=="],
    ['textencodebase64("é", "utf-8")', "w6k="],
    ['urlencode("Hello World!")', "Hello+World%21"],
    ['urlencode("☃")', "%E2%98%83"],
    ['urlencode("foo=bar&x/y~-_.*\'()")', "foo%3Dbar%26x%2Fy~-_.%2A%27%28%29"],
    ['yamlencode({ a = "b", c = "d" })', '"a": "b"\n"c": "d"\n'],
    ['yamlencode({ foo = [1, 2, 3], bar = "baz" })', '"bar": "baz"\n"foo":\n- 1\n- 2\n- 3\n'],
    [
      'yamlencode({ foo = [{ a = 1, b = { c = "x", d = [] } }, [1, [2]]], bar = {} })',
      '"bar": {}\n"foo":\n- "a": 1\n  "b":\n    "c": "x"\n    "d": []\n- - 1\n  - - 2\n',
    ],
    [
      'yamlencode({ a = null, b = true, c = 1.5, d = "true", e = "1" })',
      '"a": null\n"b": true\n"c": 1.5\n"d": "true"\n"e": "1"\n',
    ],
    ['yamlencode("x")', '"x"\n'],
    ["yamlencode(1)", "1\n...\n"],
    ["yamlencode(null)", "null\n...\n"],
    ["yamlencode([])", "[]\n"],
    ['yamlencode("x\\ny")', "|-\n  x\n  y\n"],
    ['yamlencode({ a = "x\\n\\ny\\n\\n" })', '"a": |+\n  x\n\n  y\n\n'],
    ['yamlencode("\\n x\\n")', "|2\n\n   x\n"],
    ['yamlencode([["a\\nb\\n"], { z = ["c\\nd\\n"] }])', '- - |\n    a\n    b\n- "z":\n  - |\n    c\n    d\n'],
    ['yamlencode({ a = { b = "a\\nb\\n" } })', '"a":\n  "b": |\n    a\n    b\n'],
    ['yamlencode("é\\tb\\u0001\\\\ \\"q\\" <a>&")', '"é\\tb\\x01\\\\ \\"q\\" <a>&"\n'],
    ['yamlencode("a  \\nc\\n")', '"a  \\nc\\n"\n'],
    ['yamlencode([[], {}, ""])', '- []\n- {}\n- ""\n'],
    ['yamlencode(["a\\n\\nb\\n", [{ x = "a\\nb\\n" }]])', '- |\n  a\n\n  b\n- - "x": |\n      a\n      b\n'],
    ['yamlencode({ a = { b = { c = ["x\\ny\\n"] } } })', '"a":\n  "b":\n    "c":\n    - |\n      x\n      y\n'],
  ])("%s is %j", (expression, result) => {
    expect(evaluateText(expression)).toEqual(result);
  });

  test.each([
    ['base64decode("aGk")', "no standard base64"],
    ['base64decode("/w==")', "not valid UTF-8"],
    ['jsondecode("x")', "invalid JSON"],
    ['csvdecode("")', "missing header line"],
    ['csvdecode("a,a\\n1,2")', 'duplicate column name "a"'],
    ['csvdecode("a,b\\n1")', "wrong number of fields"],
    ['csvdecode("a\\n\\"x")', "a quote is not closed"],
    ['textencodebase64("x", "EBCDIC-?")', "is not supported here"],
    ['textencodebase64("☃", "ISO-8859-1")', "cannot be represented"],
  ])("%s is refused: %s", (expression, message) => {
    const evaluate = () => evaluateText(expression);
    expect(evaluate).toThrow(TerraformError);
    expect(evaluate).toThrow(message);
    expect(evaluate).toThrow(/^test\.tf:1: /);
  });
});
