import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { lockFolder } from "./folder-lock.ts";

const folder = mkdtempSync(join(tmpdir(), "gatehouse-lock-"));

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a folder that is taken is had when it is free", async () => {
  const free = await lockFolder(folder);
  let taken = false;
  const second = lockFolder(folder).then((freeSecond) => {
    taken = true;
    return freeSecond;
  });
  await Promise.resolve();
  expect(taken).toBe(false);
  free();
  (await second)();
  expect(taken).toBe(true);
});
