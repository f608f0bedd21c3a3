import { describe, expect, test } from "vitest";
import { evaluateText } from "../../testing/sample-context.ts";

describe("regular expressions", () => {
  test.each([
    ['@(Regex.IsMatch("a@b.io", @"^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$"))', "True"],
    ['@(Regex.Match("abc", "(a)(?<n>b)(c)").Groups[3].Value)', "b"],
    ['@(Regex.Match("Bearer tok", @"^bearer\\s+(?<t>.+)$", RegexOptions.IgnoreCase).Groups["t"].Value)', "tok"],
    ['@(Regex.Match("xyz", @"(\\d+)").Groups[7].Value)', ""],
    ['@(Regex.Replace("abc", "(b)", "[$1$$]"))', "a[b$]c"],
    ['@(Regex.Replace("hello", "l", m => m.Value.ToUpper()))', "heLLo"],
    ['@(Regex.Replace("abc", "", "-"))', "-a-b-c-"],
    ['@(new Regex("a+").Replace("caaandaay", "_", 1))', "c_ndaay"],
    ['@(string.Join("|", Regex.Split("a1b22c", @"\\d+")))', "a|b|c"],
    ['@(Regex.IsMatch("٣", @"^\\d$"))', "True"],
    ['@(Regex.IsMatch("line\\n", "line$") && !Regex.IsMatch("line\\n", @"line\\z"))', "True"],
    [
      '@(new Regex("A b # comment", RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase).IsMatch("ab"))',
      "True",
    ],
    ['@(Regex.IsMatch("a", @"\\p{L"))', "!System.Text.RegularExpressions.RegexParseException"],
    ['@(new Regex("(").IsMatch("a"))', "!System.Text.RegularExpressions.RegexParseException"],
    ['@(Regex.IsMatch("aa", "(a)" + "\\\\1".Trim()))', "!System.Text.RegularExpressions.RegexParseException"],
    ['@(Regex.IsMatch(null, "a"))', "!System.ArgumentNullException"],
  ])("%s is %s", (code, text) => {
    expect(evaluateText(code)).toBe(text);
  });
});
