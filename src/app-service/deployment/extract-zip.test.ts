import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeZip, type ZipEntry } from "../testing/make-zip.ts";
import { extractZip } from "./extract-zip.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "gatehouse-zip-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

let count = 0;

/** Extracts a zip into a new folder of its own and returns that folder. */
async function extract(zip: Buffer, limits = { maxBytes: 1000, maxEntries: 10 }): Promise<string> {
  count += 1;
  const target = join(folder, `out-${count}`);
  await mkdir(target);
  await writeFile(join(folder, `in-${count}.zip`), zip);
  await extractZip(join(folder, `in-${count}.zip`), target, limits);
  return target;
}

test("writes files, folders and empty files where they belong", async () => {
  const target = await extract(
    makeZip([
      { name: "host.json", content: "{}" },
      { name: "a/", mode: 0o040755 },
      { name: "a/b/c.txt", content: "deep" },
      { name: "windows\\made.txt", content: "x" },
      { name: "empty" },
    ]),
  );
  expect(await readFile(join(target, "a/b/c.txt"), "utf8")).toBe("deep");
  expect(await readFile(join(target, "windows/made.txt"), "utf8")).toBe("x");
  expect(await readFile(join(target, "empty"), "utf8")).toBe("");
});

const refused: readonly (readonly [what: string, entries: readonly ZipEntry[], code: string])[] = [
  ["a path that climbs out", [{ name: "../evil", content: "x" }], "UNSAFE_PATH"],
  ["a path that climbs out later", [{ name: "a/../../evil", content: "x" }], "UNSAFE_PATH"],
  ["a Windows path that climbs out", [{ name: "..\\evil", content: "x" }], "UNSAFE_PATH"],
  ["an absolute path", [{ name: "/etc/evil", content: "x" }], "UNSAFE_PATH"],
  ["a drive", [{ name: "C:\\evil", content: "x" }], "UNSAFE_PATH"],
  ["a symbolic link", [{ name: "link", content: "/etc/passwd", mode: 0o120777 }], "SYMBOLIC_LINK"],
  ["a symbolic link to a folder", [{ name: "link/", mode: 0o120777 }], "SYMBOLIC_LINK"],
  [
    "more bytes than allowed",
    [
      { name: "a", content: "x".repeat(600) },
      { name: "b", content: "x".repeat(600) },
    ],
    "TOO_LARGE",
  ],
  ["more entries than allowed", Array.from({ length: 11 }, (_, index) => ({ name: `f${index}` })), "TOO_MANY_ENTRIES"],
];
test.each(refused)("refuses %s, and writes nothing outside", async (_what, entries, code) => {
  const before = (await readdir(folder)).length;
  await expect(extract(makeZip(entries))).rejects.toMatchObject({ code });
  expect((await readdir(folder)).length).toBe(before + 2);
});

test.each([
  ["text", Buffer.from("this is no zip")],
  ["nothing", Buffer.alloc(0)],
  ["half a zip", makeZip([{ name: "a", content: "x".repeat(100) }]).subarray(0, 60)],
])("refuses %s", async (_what, bytes) => {
  await expect(extract(bytes)).rejects.toMatchObject({ code: "NOT_A_ZIP" });
});

test("refuses two entries of one name rather than to write one over the other", async () => {
  await expect(
    extract(
      makeZip([
        { name: "a", content: "1" },
        { name: "a", content: "2" },
      ]),
    ),
  ).rejects.toMatchObject({ code: "NOT_A_ZIP" });
});

test("whatever the names are, nothing is written outside of the folder", async () => {
  const segment = fc.constantFrom("..", ".", "a", "b", "", "..\\", "C:", "~");
  await fc.assert(
    fc.asyncProperty(fc.array(segment, { minLength: 1, maxLength: 5 }), async (segments) => {
      const name = segments.join("/");
      const before = new Set(await readdir(folder));
      await extract(makeZip([{ name, content: "x" }])).catch(() => {});
      const after = (await readdir(folder)).filter((entry) => !before.has(entry));
      expect(after.every((entry) => /^(?:in-\d+\.zip|out-\d+)$/.test(entry))).toBe(true);
    }),
    { numRuns: 50 },
  );
});
