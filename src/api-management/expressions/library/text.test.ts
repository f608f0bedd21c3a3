import { describe, expect, test } from "vitest";
import { evaluateText } from "../testing/sample-context.ts";

describe("strings", () => {
  test.each([
    ['@("Hello World".Substring(6))', "World"],
    ['@("Hello".Substring(6))', "!System.ArgumentOutOfRangeException"],
    ['@("Hello"[9])', "!System.IndexOutOfRangeException"],
    ['@("Hello".IndexOf("LL", StringComparison.OrdinalIgnoreCase))', "2"],
    ['@("Hello".Replace("", "x"))', "!System.ArgumentException"],
    ['@("a$b".Replace("$", "$&"))', "a$&b"],
    ["@(\"xxhixx\".Trim('x', 'h'))", "i"],
    ["@(\"7\".PadLeft(3, '0'))", "007"],
    ['@(string.Join("-", 1, "b", true, null, 2.5))', "1-b-True--2.5"],
    ['@(string.Join(",", "a,,b".Split(new[] { \',\' }, StringSplitOptions.RemoveEmptyEntries)))', "a,b"],
    ['@("straße".ToUpperInvariant())', "STRAßE"],
    ["@(\"a\" + null + 'b' + 1.5 + 2m)", "ab1.52"],
    ["@(((string)null)?.Length ?? -1)", "-1"],
    ["@(((string)null).Length)", "!System.NullReferenceException"],
    ['@(string.Compare("a", "B"))', "-1"],
    ['@(new string("abc".Reverse().ToArray()))', "cba"],
    ['@(new StringBuilder().Append(1).Append("x").Insert(0, "<").ToString())', "<1x"],
  ])("%s is %s", (code, text) => {
    expect(evaluateText(code)).toBe(text);
  });
});

describe("formats", () => {
  test.each([
    ['@(string.Format("{0:D4}|{1:X2}|{2:N1}", 42, 10, 1234.56))', "0042|0A|1,234.6"],
    ['@(string.Format("{0,6}|{0,-6}|{{}}", "ab"))', "    ab|ab    |{}"],
    ['@(string.Format("{1}", 1))', "!System.FormatException"],
    ['@($"{7:D3} {new DateTime(2024, 3, 5, 14, 7, 9):HH:mm:ss} {{x}}")', "007 14:07:09 {x}"],
    ['@(1234567.891.ToString("#,##0.00"))', "1,234,567.89"],
    ['@((-1234.5).ToString("#,##0.0;(#,##0.0);zero"))', "(1,234.5)"],
    ['@(0.256.ToString("P0"))', "26 %"],
    ['@(12345.678.ToString("E2"))', "1.23E+004"],
    ['@(1.5.ToString("D2"))', "!System.FormatException"],
    ["@(TimeSpan.FromMinutes(90))", "01:30:00"],
    ["@(new DateTime(2024, 2, 29, 13, 5, 9))", "02/29/2024 13:05:09"],
    ['@(new DateTime(2024, 2, 29).ToString("ddd, dd MMM yyyy"))', "Thu, 29 Feb 2024"],
    ["@(true)", "True"],
  ])("%s is %s", (code, text) => {
    expect(evaluateText(code)).toBe(text);
  });
});

describe("parsing and encoding", () => {
  test.each([
    ['@(int.Parse(" -5 "))', "-5"],
    ['@(int.Parse("5.0"))', "!System.FormatException"],
    ['@(int.Parse("3000000000"))', "!System.OverflowException"],
    ['@(int.TryParse("x", out int n) ? n : -1)', "-1"],
    ['@(Convert.ToBase64String(Encoding.UTF8.GetBytes("é")))', "w6k="],
    ['@(Encoding.UTF8.GetString(Convert.FromBase64String("w6k=")))', "é"],
    ['@(Convert.FromBase64String("***"))', "!System.FormatException"],
    ['@(Convert.ToInt32("ff", 16))', "255"],
    ['@(Uri.EscapeDataString("a b/é!"))', "a%20b%2F%C3%A9%21"],
    ['@(WebUtility.UrlEncode("a b/é!"))', "a+b%2F%C3%A9!"],
    ["@(WebUtility.HtmlEncode(\"<a b='c'>\"))", "&lt;a b=&#39;c&#39;&gt;"],
    ['@(new Uri("https://a.example:8443/x/../y?q=1#f").AbsoluteUri)', "https://a.example:8443/y?q=1#f"],
    ['@(new Uri("nope"))', "!System.UriFormatException"],
    ['@(Guid.Parse("0F8FAD5BD9CB469FA16570867728950E"))', "0f8fad5b-d9cb-469f-a165-70867728950e"],
    ["@(BitConverter.ToString(SHA256.Create().ComputeHash(new byte[0])).Substring(0, 8))", "E3-B0-C4"],
    [
      '@(Convert.ToBase64String(new HMACSHA256(Encoding.UTF8.GetBytes("key")).ComputeHash(Encoding.UTF8.GetBytes("message"))))',
      "bp7ym3X//Ft6uuUn1Y/a2y/kLnIZARl2kXNDBl9Y7Uo=",
    ],
  ])("%s is %s", (code, text) => {
    expect(evaluateText(code)).toBe(text);
  });

  test("what Encrypt makes, Decrypt reads", () => {
    const code =
      '@{ var key = new byte[32]; var iv = new byte[16]; var secret = Encoding.UTF8.GetBytes("secret").Encrypt("Aes", key, iv);' +
      ' return Encoding.UTF8.GetString(secret.Decrypt("Aes", key, iv)); }';
    expect(evaluateText(code)).toBe("secret");
  });
});

describe("dates", () => {
  test.each([
    ["@(DateTime.UtcNow)", "03/15/2024 10:20:31"],
    ["@(context.Elapsed)", "00:00:01.5000000"],
    ["@(DateTimeOffset.UtcNow.ToUnixTimeSeconds())", "1710498031"],
    ["@(new DateTime(2024, 1, 31).AddMonths(1))", "02/29/2024 00:00:00"],
    ["@(new DateTime(2023, 2, 29))", "!System.ArgumentOutOfRangeException"],
    ["@((new DateTime(2024, 3, 1) - new DateTime(2024, 2, 1)).TotalDays)", "29"],
    ['@(DateTime.Parse("2024-03-15T10:00:00+02:00"))', "03/15/2024 08:00:00"],
    ['@(DateTime.Parse("nope"))', "!System.FormatException"],
    ['@(TimeSpan.Parse("1.02:03:04").TotalHours)', "26.051111111111112"],
    ["@(DateTime.MaxValue.AddDays(1))", "!System.ArgumentOutOfRangeException"],
  ])("%s is %s", (code, text) => {
    expect(evaluateText(code)).toBe(text);
  });
});
