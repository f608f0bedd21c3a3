import { describe, expect, test } from "vitest";
import { TerraformError } from "../terraform-error.ts";
import { evaluateText } from "../testing/evaluate-text.ts";

describe("date functions", () => {
  // The results are those of `terraform console` 1.11.
  test.each<[expression: string, result: unknown]>([
    ['formatdate("DD MMM YYYY hh:mm ZZZ", "2018-01-02T23:12:01Z")', "02 Jan 2018 23:12 UTC"],
    ['formatdate("EEEE, DD-MMM-YY hh:mm:ss ZZZ", "2018-01-02T23:12:01Z")', "Tuesday, 02-Jan-18 23:12:01 UTC"],
    ['formatdate("EEE, DD MMM YYYY hh:mm:ss ZZZ", "2018-01-02T23:12:01-08:00")', "Tue, 02 Jan 2018 23:12:01 -0800"],
    ['formatdate("MMM DD, YYYY", "2018-01-02T23:12:01Z")', "Jan 02, 2018"],
    ['formatdate("HH:mmaa", "2018-01-02T23:12:01Z")', "11:12pm"],
    ['formatdate("hh:mm:ss", "2018-01-02T23:12:01.5Z")', "23:12:01"],
    [
      "formatdate(\"h 'o''clock' AA M MMMM D H s m Z ZZZZ ZZZZZ\", \"2018-01-02T00:02:03+05:30\")",
      "0 o'clock AM 1 January 2 12 3 2 +05:30 +0530 +05:30",
    ],
    ['formatdate("Z ZZZ ZZZZ ZZZZZ", "2018-01-02T23:12:01Z")', "Z UTC +0000 +00:00"],
    ['formatdate("YYYYMMDDhhmmss", "2020-02-29T04:05:06Z")', "20200229040506"],
    ['timeadd("2017-11-22T00:00:00Z", "10m")', "2017-11-22T00:10:00Z"],
    ['timeadd("2017-11-22T00:00:00Z", "-1.5h30s")', "2017-11-21T22:29:30Z"],
    ['timeadd("2017-11-22T00:00:00+02:00", "24h")', "2017-11-23T00:00:00+02:00"],
    ['timeadd("2017-11-22T00:00:00Z", "1h2m3s4ms5us6ns")', "2017-11-22T01:02:03Z"],
    ['timeadd("2017-11-22T00:00:00Z", "0")', "2017-11-22T00:00:00Z"],
    ['timeadd("2017-11-22T00:00:00Z", "+5s")', "2017-11-22T00:00:05Z"],
    ['timecmp("2017-11-22T00:00:00Z", "2017-11-22T00:00:00Z")', 0],
    ['timecmp("2017-11-22T00:00:00Z", "2017-11-22T01:00:00Z")', -1],
    ['timecmp("2017-11-22T01:00:00Z", "2017-11-22T00:59:00Z")', 1],
    ['timecmp("2017-11-22T01:00:00Z", "2017-11-22T01:00:00-01:00")', -1],
    ['timecmp("2017-11-22T00:00:00Z", "2017-11-22T01:00:00+01:00")', 0],
  ])("%s is %j", (expression, result) => {
    expect(evaluateText(expression)).toEqual(result);
  });

  test.each([
    ['formatdate("x", "2018-01-02T23:12:01Z")', 'invalid date format verb "x"'],
    ['formatdate("YYYYY", "2018-01-02T23:12:01Z")', 'invalid date format verb "YYYYY"'],
    ['formatdate("\'open", "2018-01-02T23:12:01Z")', "unterminated literal"],
    ['formatdate("YYYY", "bad")', "not a valid RFC3339 timestamp"],
    ['timeadd("2017-02-30T00:00:00Z", "1h")', "not a valid RFC3339 timestamp"],
    ['timeadd("2017-11-22T00:00:00Z", "1d")', 'invalid duration "1d"'],
    ['timeadd("2017-11-22 00:00:00Z", "1h")', "not a valid RFC3339 timestamp"],
    ['timecmp("2017-11-22", "2017-11-22")', "not a valid RFC3339 timestamp"],
  ])("%s is refused: %s", (expression, message) => {
    const evaluate = () => evaluateText(expression);
    expect(evaluate).toThrow(TerraformError);
    expect(evaluate).toThrow(message);
    expect(evaluate).toThrow(/^test\.tf:1: /);
  });
});
