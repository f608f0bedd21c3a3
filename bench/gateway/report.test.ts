import { describe, expect, test } from "vitest";
import type { CaseResult, Standing } from "./measure.ts";
import { formatReport } from "./report.ts";

const gatehouse: Standing = {
  name: "Gatehouse",
  requestsPerSecond: 12_000,
  p50Us: 5200,
  p99Us: 9100,
  busy: 1,
  cpuUs: 83.3,
};
const haproxy: Standing = {
  name: "HAProxy",
  requestsPerSecond: 10_000,
  p50Us: 6400,
  p99Us: 7000,
  busy: 0.5,
  cpuUs: 50,
};
const result: CaseResult = {
  name: "one token",
  rounds: 3,
  standings: [gatehouse, haproxy],
  ratio: { median: 1.2, lowest: 1.15, highest: 1.249 },
  cpuRatio: { median: 0.6, lowest: 0.5, highest: 0.7 },
};

describe("the report", () => {
  test("is a table with the ratio below it, and says who was not measured to the limit", () => {
    expect(formatReport([result])).toBe(
      [
        "one token, 3 rounds in turn, medians",
        "           requests/s      p50      p99  core busy  CPU a request",
        "Gatehouse       12000  5.20 ms  9.10 ms      100 %        83.3 µs",
        "HAProxy         10000  6.40 ms  7.00 ms       50 %        50.0 µs",
        "Gatehouse / HAProxy, requests a second: 1.20 (rounds 1.15 to 1.25)",
        "Gatehouse / HAProxy, requests a second of CPU: 0.60 (rounds 0.50 to 0.70)",
        "HAProxy did not have its core to the full: what counts is the second ratio.",
      ].join("\n"),
    );
  });
});
