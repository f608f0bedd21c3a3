import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openStore, type Store, StoreError } from "./store.ts";

let folder: string;
let path: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-store-"));
  path = join(folder, "state.db");
  store = openStore(path);
});
afterEach(() => {
  vi.restoreAllMocks();
  store.close();
  rmSync(folder, { recursive: true });
});

function reopen(): Store {
  store.close();
  store = openStore(path);
  return store;
}

const content = (of: Store) => Object.fromEntries(of.documents<number>("numbers").entries());

/** The next statement that begins with `word` fails as on a full disk. */
function failOnce(word: string, before: (database: DatabaseSync) => void = () => {}): void {
  const exec = DatabaseSync.prototype.exec;
  const spy = vi.spyOn(DatabaseSync.prototype, "exec").mockImplementation(function (this: DatabaseSync, sql) {
    if (!sql.startsWith(word)) return exec.call(this, sql);
    spy.mockRestore();
    before(this);
    throw new Error("database or disk is full");
  });
}

describe("a transaction", () => {
  test("writes all or nothing, and an inner one only takes back its own", () => {
    const numbers = store.documents<number>("numbers");
    store.transaction(() => {
      numbers.put("a", 1);
      expect(() =>
        store.transaction(() => {
          numbers.put("a", 2);
          numbers.put("b", 2);
          throw new Error("no");
        }),
      ).toThrow("no");
      store.transaction(() => numbers.put("c", 3));
    });
    expect(content(store)).toEqual({ a: 1, c: 3 });
    expect(content(reopen())).toEqual({ a: 1, c: 3 });
  });

  test.each<[string, (database: DatabaseSync) => void]>([
    ["is still open", () => {}],
    ["SQLite has rolled back by itself", (database) => database.exec("ROLLBACK")],
  ])("whose commit fails and that %s leaves nothing, and the next ones work", (_, before) => {
    const numbers = store.documents<number>("numbers");
    numbers.put("kept", 0);
    failOnce("COMMIT", before);
    expect(() =>
      store.transaction(() => {
        numbers.put("a", 1);
        numbers.delete("kept");
      }),
    ).toThrow("disk is full");
    expect(content(store)).toEqual({ kept: 0 });
    store.transaction(() => store.transaction(() => numbers.put("b", 2)));
    expect(content(reopen())).toEqual({ b: 2, kept: 0 });
  });

  test("that can't be rolled back gives its memory back, and nothing is written after it", () => {
    const numbers = store.documents<number>("numbers");
    failOnce("ROLLBACK");
    expect(() =>
      store.transaction(() => {
        numbers.put("a", 1);
        throw new Error("no");
      }),
    ).toThrow("disk is full");
    expect(content(store)).toEqual({});
    expect(() => store.transaction(() => numbers.put("b", 2))).toThrow("within a transaction");
    expect(() => numbers.put("c", 3)).toThrow(StoreError);
    expect(content(reopen())).toEqual({});
  });

  test("that SQLite has rolled back inside takes no more writes", () => {
    const numbers = store.documents<number>("numbers");
    expect(() =>
      store.transaction(() => {
        failOnce("RELEASE", (database) => database.exec("ROLLBACK"));
        expect(() => store.transaction(() => numbers.put("a", 1))).toThrow("disk is full");
        numbers.put("b", 2);
      }),
    ).toThrow(StoreError);
    expect(content(reopen())).toEqual({});
  });

  test("runs what waits for its commit once it is safe, and never when it is taken back", () => {
    const told: string[] = [];
    store.afterCommit(() => told.push("at once"));
    store.transaction(() => {
      store.transaction(() => store.afterCommit(() => told.push("inner")));
      expect(() =>
        store.transaction(() => {
          store.afterCommit(() => told.push("taken back"));
          throw new Error("no");
        }),
      ).toThrow("no");
      expect(told).toEqual(["at once"]);
    });
    expect(told).toEqual(["at once", "inner"]);
    failOnce("COMMIT");
    expect(() => store.transaction(() => store.afterCommit(() => told.push("uncommitted")))).toThrow("disk is full");
    store.transaction(() => {});
    expect(told).toEqual(["at once", "inner"]);
  });
});

describe("the state file", () => {
  test("is one process's at a time, from its first moment", () => {
    expect(() => openStore(path)).toThrow(expect.objectContaining({ code: "STATE_IN_USE" }));
    store.documents<number>("numbers").put("a", 1);
    const script = `import { openStore } from ${JSON.stringify(import.meta.resolve("./store.ts"))};
      try { openStore(process.argv[1]); } catch (error) { console.log(error.code); }`;
    const other = spawnSync(process.execPath, ["--input-type=module", "--eval", script, path], { encoding: "utf8" });
    expect(other.stdout.trim()).toBe("STATE_IN_USE");
    expect(content(reopen())).toEqual({ a: 1 });
  });

  test.each<[string, (file: string) => void, string]>([
    ["is no database", (file) => writeFileSync(file, "hello, this is no database at all"), "can't be opened"],
    [
      "has the schema of another version",
      (file) => {
        const database = new DatabaseSync(file);
        database.exec("PRAGMA user_version = 99");
        database.close();
      },
      "its schema is 99",
    ],
  ])("that %s is refused, and left as it is", (_, make, message) => {
    const file = join(folder, "other.db");
    make(file);
    for (const _again of [1, 2]) {
      expect(() => openStore(file)).toThrow(StoreError);
      expect(() => openStore(file)).toThrow(
        expect.objectContaining({ code: "STATE_UNUSABLE", message: expect.stringContaining(message) }),
      );
    }
  });
});
