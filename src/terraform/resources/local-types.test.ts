import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fromBuffer } from "yauzl";
import { applyFolder } from "../engine/apply-folder.ts";
import { memoryState } from "../engine/state.ts";
import { noAzure } from "../engine/testing/no-azure.ts";
import { configurationFolder } from "../language/testing/configuration-folder.ts";
import { randomText } from "./random-text.ts";
import { writeZip } from "./write-zip.ts";

/** Applies a configuration, then again at a later time with the same state. */
async function outputsAt(main: string, times: readonly string[], files: Readonly<Record<string, string>> = {}) {
  await using folder = await configurationFolder({ "main.tf": main, ...files });
  const state = memoryState();
  const found: Readonly<Record<string, unknown>>[] = [];
  for (const time of times) {
    const options = { folder: folder.path, azure: noAzure(), state, now: () => Date.parse(time) };
    const { outputs } = await applyFolder(options);
    found.push(Object.fromEntries([...outputs].map(([name, { value }]) => [name, value])));
  }
  return found;
}

describe("time_rotating", () => {
  test("is kept until it is due, and then made anew", async () => {
    const main =
      'resource "time_rotating" "t" {\n  rotation_days = 7\n}\noutput "times" {\n  value = [time_rotating.t.id, time_rotating.t.rotation_rfc3339]\n}\n';
    const times = ["2026-01-01T10:00:00.700Z", "2026-01-08T09:59:59Z", "2026-01-08T10:00:00Z"];
    const found = await outputsAt(main, times);
    const first = ["2026-01-01T10:00:00Z", "2026-01-08T10:00:00Z"];
    expect(found.map(({ times: value }) => value)).toEqual([
      first,
      first,
      ["2026-01-08T10:00:00Z", "2026-01-15T10:00:00Z"],
    ]);
  });
});

describe("terraform_data", () => {
  test.each([
    ["its id while its input changes", "timestamp()", "1", "same"],
    ["no id when triggers_replace changes", "1", "[timestamp()]", "another"],
  ])("keeps %s", async (_what, input, trigger, id) => {
    const [one, other] = await outputsAt(
      `resource "terraform_data" "d" {\n  input            = ${input}\n  triggers_replace = ${trigger}\n}\noutput "id" {\n  value = terraform_data.d.id\n}\noutput "given" {\n  value = terraform_data.d.output\n}\n`,
      ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"],
    );
    expect(one?.id === other?.id ? "same" : "another").toBe(id);
    expect(other?.given).toBe(input === "1" ? 1 : "2026-01-02T00:00:00Z");
  });
});

describe("random texts", () => {
  const base = { length: 20, lower: true, upper: true, numeric: true, special: true };
  const least = fc.nat(4);

  test("have the length and at least what is asked for of each kind", () => {
    fc.assert(
      fc.property(least, least, least, least, (min_lower, min_upper, min_numeric, min_special) => {
        const result = randomText({ ...base, min_lower, min_upper, min_numeric, min_special });
        expect(result).toHaveLength(20);
        expect(result.match(/[a-z]/g)?.length ?? 0).toBeGreaterThanOrEqual(min_lower);
        expect(result.match(/[A-Z]/g)?.length ?? 0).toBeGreaterThanOrEqual(min_upper);
        expect(result.match(/\d/g)?.length ?? 0).toBeGreaterThanOrEqual(min_numeric);
        expect(result.match(/[^a-zA-Z\d]/g)?.length ?? 0).toBeGreaterThanOrEqual(min_special);
      }),
    );
  });

  test("hold nothing else than what is allowed", () => {
    expect(randomText({ ...base, upper: false, numeric: false, override_special: "_" })).toMatch(/^[a-z_]{20}$/);
  });

  test.each([
    [{ ...base, length: 3, min_lower: 4 }, '"length" must be from 4'],
    [{ ...base, length: 0 }, '"length" must be from 1'],
    [{ length: 3 }, "must be true"],
  ])("of %j are refused", (config, message) => {
    expect(() => randomText(config)).toThrow(message);
  });
});

describe("archive_file", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "gatehouse-archive-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const archive = (body: string): string =>
    `data "archive_file" "a" {\n  type = "zip"\n  output_path = "${join(folder, "a.zip")}"\n  ${body}\n}\noutput "hash" {\n  value = data.archive_file.a.output_base64sha256\n}\n`;
  const files = { "code/b.js": "b", "code/a/c.js": "c", "code/skip/d.js": "d" };

  test.each<[string, string, Readonly<Record<string, string>>]>([
    ["a folder", 'source_dir = "code"\n  excludes = ["skip"]', { "a/c.js": "c", "b.js": "b" }],
    ["a file", 'source_file = "code/b.js"', { "b.js": "b" }],
    ["contents", 'source {\n    content = "x"\n    filename = "x/y"\n  }', { "x/y": "x" }],
  ])("of %s holds its files", async (_what, body, expected) => {
    await outputsAt(archive(body), ["2026-01-01T00:00:00Z"], files);
    expect(await unzip(await readFile(join(folder, "a.zip")))).toEqual(expected);
  });

  test("of the same files is the same on another day", async () => {
    const [one, other] = await outputsAt(
      archive('source_dir = "code"'),
      ["2026-01-01T00:00:00Z", "2027-02-02T00:00:00Z"],
      files,
    );
    expect(one).toEqual(other);
    expect(one?.hash).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  });
});

test("a zip gives back what was put into it", async () => {
  const entries = fc.dictionary(fc.stringMatching(/^[a-zäπ]{1,8}(\/[a-z]{1,8})?$/), fc.uint8Array({ maxLength: 300 }), {
    maxKeys: 8,
  });
  await fc.assert(
    fc.asyncProperty(entries, async (contents) => {
      const given = Object.entries(contents).map(([name, bytes]) => ({ name, content: Buffer.from(bytes) }));
      const expected = given.map(({ name, content }) => [name, content.toString("latin1")] as const);
      expect(await unzip(await writeZip(given))).toEqual(Object.fromEntries(expected));
    }),
    { numRuns: 40 },
  );
});

/** The files of a zip by their name, read by another library. */
async function unzip(zip: Buffer): Promise<Readonly<Record<string, string>>> {
  const open = promisify<Buffer, { lazyEntries: boolean }, import("yauzl").ZipFile>(fromBuffer);
  const archive = await open(zip, { lazyEntries: true });
  const files: Record<string, string> = {};
  return new Promise((resolve, reject) => {
    archive.on("error", reject);
    archive.on("end", () => resolve(files));
    archive.on("entry", (entry) => {
      expect(entry.externalFileAttributes >>> 16).toBe(0o100644);
      archive.openReadStream(entry, (error, stream) => {
        if (error !== null || stream === undefined) return reject(error);
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", () => {
          files[entry.fileName] = Buffer.concat(chunks).toString("latin1");
          archive.readEntry();
        });
      });
    });
    archive.readEntry();
  });
}
