import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluateText } from "../../testing/sample-context.ts";
import { parseJson } from "./reader.ts";
import { writeJson } from "./writer.ts";

const parse = (json: string): string => `JObject.Parse(${JSON.stringify(json)})`;

describe("JSON", () => {
  test("writes back what it reads", () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false }), (text) => {
        expect(JSON.parse(writeJson(parseJson(text, "texts"), "none"))).toEqual(JSON.parse(text));
      }),
    );
  });

  test.each([
    [`@((string)${parse('{"a":"x"}')}["a"])`, "x"],
    [`@(${parse('{"a":1}')}["zz"]["y"])`, "!System.NullReferenceException"],
    [`@((int)${parse('{"a":"5"}')}["a"])`, "5"],
    [`@((string)${parse('{"a":{}}')}["a"])`, "!System.ArgumentException"],
    [`@(${parse('{"a":{"b":[1,2]}}')}.SelectToken("a.b[1]"))`, "2"],
    [`@(${parse('{"i":[{"n":1},{"n":3}]}')}.SelectTokens("$.i[?(@.n > 2)].n").Count())`, "1"],
    [`@(${parse('{"a":1}')}.Value<int>("zz"))`, "0"],
    [`@(${parse('{"a":1.0,"b":null}')}.ToString(Formatting.None))`, '{"a":1.0,"b":null}'],
    [
      '@(new JObject(new JProperty("a", 1), new JProperty("b", new JArray("x", 2.5))).ToString())',
      '{\n  "a": 1,\n  "b": [\n    "x",\n    2.5\n  ]\n}',
    ],
    [
      '@{ var o = new JObject(); o["a"] = 1; o["b"] = null; o["a"] = "x"; return o.ToString(Newtonsoft.Json.Formatting.None); }',
      '{"a":"x","b":null}',
    ],
    [
      '@(JsonConvert.SerializeObject(new { a = 1, b = new[] { "x" }, c = new Dictionary<string, bool> { { "k", true } } }))',
      '{"a":1,"b":["x"],"c":{"k":true}}',
    ],
    ['@(JsonConvert.DeserializeObject<Dictionary<string, int>>("{\\"a\\":5}")["a"])', "5"],
    [`@(${parse('{"d":"2024-01-01T00:00:00Z"}')}["d"].Type)`, "Date"],
    ['@(JObject.Parse("[1]"))', "!Newtonsoft.Json.JsonReaderException"],
    ['@(JObject.Parse("{\\"a\\":"))', "!Newtonsoft.Json.JsonReaderException"],
    [`@{ string s = ""; foreach (var p in ${parse('{"a":1,"b":2}')}) { s += p.Key + p.Value; } return s; }`, "a1b2"],
    [`@(${parse('{"a":1}')}["a"] as JObject)`, null],
    ['@(new JObject(new JProperty("a", 1), new JProperty("a", 2)))', "!System.ArgumentException"],
    [
      '@(new JObject(new JProperty("n", null), new JProperty("a", new JArray(new string[] { "x" }))).ToString(Formatting.None))',
      '{"n":null,"a":["x"]}',
    ],
  ])("%s is %s", (code, text) => {
    expect(evaluateText(code)).toBe(text);
  });
});
