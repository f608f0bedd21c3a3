import { describe, expect, test } from "vitest";
import { evaluateText } from "../testing/sample-context.ts";

describe("statements", () => {
  test.each([
    ["@{ int s = 0; for (int i = 0; i < 5; i++) { if (i == 1) continue; if (i == 4) break; s += i; } return s; }", "5"],
    ["@{ int n = 3; do { n--; } while (n > 0); return n; }", "0"],
    ['@{ switch ("b") { case "a": return 1; case "b": case "c": return 2; default: return 3; } }', "2"],
    [
      "@{ object o = 5; switch (o) { case string s: return s; case int n when n > 3: return n * 2; default: return 0; } }",
      "10",
    ],
    ["@{ try { int z = 0; return 1 / z; } catch (Exception e) { return e.Message; } }", "Attempted to divide by zero."],
    [
      '@{ string log = ""; try { log += "t"; throw new Exception("x"); } catch { log += "c"; } finally { log += "f"; } return log; }',
      "tcf",
    ],
    [
      '@{ try { throw new Exception("a"); } catch (Exception e) when (e.Message == "b") { return 1; } }',
      "!System.Exception",
    ],
    [
      "@{ var fs = new List<int>(); Enumerable.Range(0, 3).ToList().ForEach(i => fs.Add(i * i)); return fs.Sum(); }",
      "5",
    ],
    ["@{ int total = 0; int Add(int x) { total += x; return total; } Add(2); Add(3); return total; }", "5"],
    ["@{ return Fib(10); int Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2); }", "55"],
    [
      '@{ using (var r = new StringReader("l1\\nl2")) { string last = null, line; while ((line = r.ReadLine()) != null) last = line; return last; } }',
      "l2",
    ],
    ["@{ int a, b; a = b = 4; return a + b; }", "8"],
    ["@{ int i = 1; i = i++ + ++i; return i; }", "4"],
    ["@{ const int max = 10; return max * 2; }", "20"],
    ['@{ object o = "x"; return o is string s && s == "x"; }', "True"],
    ['@{ string s = null; return s ?? throw new Exception("none"); }', "!System.Exception"],
  ])("%s gives %s", (code, text) => {
    expect(evaluateText(code)).toBe(text);
  });

  test("a lambda in a loop keeps the variable of its turn", () => {
    const code =
      "@{ var q = new List<IEnumerable<int>>(); foreach (var x in new[] { 1, 2, 3 }) { q.Add(new[] { 10 }.Select(y => y * x)); } return q.Sum(s => s.Sum()); }";
    expect(evaluateText(code)).toBe("60");
  });
});
