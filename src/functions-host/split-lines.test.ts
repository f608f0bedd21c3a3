import { PassThrough } from "node:stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { splitLines } from "./split-lines.ts";

test("lines are the same wherever their bytes are cut", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: "grapheme", minLength: 1 }).filter((line) => !/[\r\n]/.test(line))),
      fc.integer({ min: 1, max: 9 }),
      async (lines, size) => {
        const stream = new PassThrough();
        const seen: string[] = [];
        splitLines(stream, (line) => seen.push(line));
        const bytes = Buffer.from(lines.join("\r\n"));
        for (let start = 0; start < bytes.length; start += size) stream.write(bytes.subarray(start, start + size));
        const ended = new Promise((resolve) => stream.once("close", resolve));
        stream.end();
        await ended;
        expect(seen).toEqual(lines);
      },
    ),
    { numRuns: 50 },
  );
});

test("a line without end is given in pieces, so that it can't fill the memory", async () => {
  const stream = new PassThrough();
  const seen: number[] = [];
  splitLines(stream, (line) => seen.push(line.length));
  const ended = new Promise((resolve) => stream.once("close", resolve));
  stream.end("x".repeat(40_000));
  await ended;
  expect(seen).toEqual([16_384, 16_384, 7_232]);
});
