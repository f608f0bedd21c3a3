import { describe, expect, test } from "vitest";
import { evaluateText } from "../../testing/sample-context.ts";

describe("LINQ", () => {
  test.each([
    ['@(string.Join(",", new[] { 3, 1, 2 }.Where(x => x > 1).OrderByDescending(x => x)))', "3,2"],
    ["@(\"1|2|3\".Split('|').Select(int.Parse).Sum())", "6"],
    ["@(new int[0].First())", "!System.InvalidOperationException"],
    ["@(new int[0].FirstOrDefault())", "0"],
    ["@(new string[0].FirstOrDefault())", null],
    ["@(new[] { 1, 2 }.Average())", "1.5"],
    ["@(new[] { 1, 2, 3 }.Aggregate((a, b) => a * b))", "6"],
    [
      '@(string.Join("|", new[] { "aa", "b", "cc" }.GroupBy(s => s.Length).Select(g => g.Key + ":" + g.Count())))',
      "2:2|1:1",
    ],
    ['@(new[] { "a", "bb" }.ToDictionary(s => s, s => s.Length)["bb"])', "2"],
    ['@(new[] { "x", "x" }.ToDictionary(s => s))', "!System.ArgumentException"],
    ['@(new[] { "post" }.Contains("POST", StringComparer.OrdinalIgnoreCase))', "True"],
    ['@(string.Join(",", Enumerable.Range(1, 5).Skip(1).Take(3).Reverse()))', "4,3,2"],
    ['@(string.Join(",", new[] { 1, 2 }.SelectMany(x => new[] { x, x * 10 })))', "1,10,2,20"],
    ['@(string.Join(",", new[] { "b", "A", "a" }.OrderBy(x => x, StringComparer.Ordinal)))', "A,a,b"],
    ["@(new[] { 1, 2 }.Select((x, i) => x * i).Last())", "2"],
    ['@(new[] { new { n = "x", v = 1 }, new { n = "y", v = 2 } }.Single(p => p.v == 2).n)', "y"],
  ])("%s is %s", (code, text) => {
    expect(evaluateText(code)).toBe(text);
  });

  test("runs only when its result is enumerated", () => {
    const code =
      "@{ int runs = 0; var q = new[] { 1, 2 }.Select(x => { runs++; return x; }); var sum = q.Sum() + q.Sum(); return sum + runs; }";
    expect(evaluateText(code)).toBe("10");
  });
});

describe("collections", () => {
  test.each([
    ['@(new Dictionary<string, int> { { "a", 1 }, ["b"] = 2 }["b"])', "2"],
    ['@(new Dictionary<string, int>()["x"])', "!System.Collections.Generic.KeyNotFoundException"],
    ["@(new HashSet<int> { 1, 2, 2, 3 }.Count)", "3"],
    ['@{ var l = new List<int> { 3, 1, 2 }; l.Sort(); l.RemoveAt(0); return string.Join(",", l); }', "2,3"],
    [
      "@{ var l = new List<int> { 1, 2 }; foreach (var x in l) { l.Add(x); } return 1; }",
      "!System.InvalidOperationException",
    ],
    ["@{ var q = new Queue<int>(); q.Enqueue(1); q.Enqueue(2); return q.Dequeue() + q.Count; }", "2"],
    ["@{ var a = new[] { 10, 20 }; int i = 0; a[i++] += 5; return a[0] + i; }", "16"],
    ['@(Tuple.Create(1, "x").Item2)', "x"],
  ])("%s is %s", (code, text) => {
    expect(evaluateText(code)).toBe(text);
  });
});
