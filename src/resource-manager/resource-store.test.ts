import { expect, test } from "vitest";
import { openStore, type ResourceId } from "../platform/index.ts";
import { openResourceStore } from "./resource-store.ts";
import type { Resource } from "./resource-type.ts";

const GROUP = "/subscriptions/s/resourceGroups/g";
const TYPE = "Microsoft.Test/widgets";
const widget = (name: string): Resource => ({
  id: `${GROUP}/providers/${TYPE}/${name}` as ResourceId,
  name,
  type: TYPE,
  properties: {},
});

/** Resources, and a note that a listener keeps of each one. */
function openNoted() {
  const store = openStore(":memory:");
  const resources = openResourceStore(store);
  const notes = store.documents<string>("notes");
  const told: string[] = [];
  const failing = new Set<string>();
  resources.watch(TYPE, ({ kind, resource: { name } }) => {
    if (kind === "put") notes.put(name, "there");
    else notes.delete(name);
    store.afterCommit(() => told.push(`${kind} ${name}`));
    if (failing.has(name)) throw new Error(`${name} can't go`);
  });
  return { store, resources, notes, told, failing };
}

const names = (found: readonly Resource[]) => found.map(({ name }) => name);

test("what listeners write is written with the deletion, or nothing is", () => {
  const { resources, notes, told, failing } = openNoted();
  for (const name of ["a", "b", "c"]) resources.put(widget(name));
  failing.add("b");
  expect(() => resources.delete(GROUP)).toThrow("b can't go");
  expect(names(resources.list(TYPE, GROUP))).toEqual(["a", "b", "c"]);
  expect([...notes.keys()]).toEqual(expect.arrayContaining(["a", "b", "c"]));
  expect(told).toEqual(["put a", "put b", "put c"]);

  failing.clear();
  expect(resources.delete(GROUP)).toBe(true);
  expect([resources.list(TYPE), notes.size]).toEqual([[], 0]);
  expect(told.slice(3)).toEqual(["delete c", "delete b", "delete a"]);
});

test("a put that a listener refuses leaves nothing", () => {
  const { resources, notes, failing } = openNoted();
  failing.add("a");
  expect(() => resources.put(widget("a"))).toThrow("a can't go");
  expect([resources.list(TYPE), resources.below(GROUP), notes.size]).toEqual([[], [], 0]);
});

test("a transaction that fails around it takes a deletion back, listeners' writes included", () => {
  const { store, resources, notes, told } = openNoted();
  resources.put(widget("a"));
  expect(() =>
    store.transaction(() => {
      resources.delete(widget("a").id);
      resources.put(widget("b"));
      throw new Error("no");
    }),
  ).toThrow("no");
  expect(names(resources.list(TYPE))).toEqual(["a"]);
  expect([...notes.keys()]).toEqual(["a"]);
  expect(told).toEqual(["put a"]);
});

test("what is deleted and made again in one transaction is listed", () => {
  const { store, resources } = openNoted();
  resources.put(widget("a"));
  store.transaction(() => {
    resources.delete(widget("a").id);
    resources.put(widget("a"));
  });
  expect(names(resources.list(TYPE))).toEqual(["a"]);
});

test("a store that is opened again lists what is at and below a scope, in the order of ids", () => {
  const { store, resources } = openNoted();
  const child = { ...widget("a/gears/g"), type: `${TYPE}/gears` };
  for (const resource of [widget("b"), widget("ab"), child, widget("a"), widget("a-b")]) resources.put(resource);
  const again = openResourceStore(store);
  for (const each of [resources, again]) {
    expect(names(each.below(GROUP))).toEqual(["a", "a-b", "a/gears/g", "ab", "b"]);
    expect(names(each.below(widget("A").id))).toEqual(["a", "a/gears/g"]);
    expect(names(each.list(TYPE))).toEqual(["a", "a-b", "ab", "b"]);
    expect(names(each.list(`${TYPE}/Gears`, widget("a").id))).toEqual(["a/gears/g"]);
    expect(names(each.below("/subscriptions/other"))).toEqual([]);
  }
});
