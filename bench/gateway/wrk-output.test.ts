import { describe, expect, test } from "vitest";
import { parseWrkOutput, WrkError } from "./wrk-output.ts";

const head = "Running 1s test @ http://127.0.0.1:1/test\n  1 threads and 64 connections\nRequests/sec:  19980.02\n";
const good = { requests: 50_000, durationUs: 2_000_000, p50Us: 1500, p99Us: 4200, refused: 0, failed: 0 };

describe("wrk's output", () => {
  test("tells requests a second and latencies", () => {
    expect(parseWrkOutput(`${head}${JSON.stringify(good)}\n`)).toEqual({
      requests: 50_000,
      requestsPerSecond: 25_000,
      p50Us: 1500,
      p99Us: 4200,
    });
  });

  test.each<[string, string, string]>([
    ["no result", head, "wrote no result"],
    ["a cut result", `${head}{"requests":5`, "can't be read"],
    ["a result without latencies", `${head}{"requests":5,"durationUs":6}`, "p50Us"],
    ["no request", `${head}${JSON.stringify({ ...good, requests: 0 })}`, "requests"],
    ["refusals", `${head}${JSON.stringify({ ...good, refused: 3 })}`, "3 of 50000 requests were refused"],
    ["broken connections", `${head}${JSON.stringify({ ...good, failed: 1 })}`, "1 failed"],
  ])("with %s is no measurement", (_name, output, message) => {
    expect(() => parseWrkOutput(output)).toThrow(WrkError);
    expect(() => parseWrkOutput(output)).toThrow(message);
  });
});
