import { expect, test } from "vitest";
import { type InstanceState, memoryState, parseState, type State } from "./state.ts";
import { StateKeeper } from "./state-keeper.ts";

const instance = (address: string): InstanceState => ({
  address,
  type: "t",
  config: {},
  attributes: {},
  dependsOn: [],
});

test("a change is saved before its promise resolves, and changes during a save go together into the next", async () => {
  const saves: string[][] = [];
  const finish: (() => void)[] = [];
  const keeper = await StateKeeper.load({
    load: async () => undefined,
    save: ({ instances }) => {
      saves.push(instances.map(({ address }) => address));
      return new Promise((resolve) => finish.push(resolve));
    },
  });
  const first = keeper.put(instance("a"));
  await Promise.resolve();
  const others = [keeper.put(instance("b")), keeper.put(instance("c"))];
  expect(saves).toEqual([["a"]]);
  finish.shift()?.();
  await first;
  await new Promise((resolve) => setImmediate(resolve));
  expect(saves).toEqual([["a"], ["a", "b", "c"]]);
  finish.shift()?.();
  await Promise.all(others);
  expect(saves).toHaveLength(2);
});

test("a save that failed is told to whoever waited for it, and the next one is tried", async () => {
  let fails = true;
  const keeper = await StateKeeper.load({
    load: async () => undefined,
    async save() {
      if (fails) throw new Error("disk full");
    },
  });
  await expect(keeper.put(instance("a"))).rejects.toThrow("disk full");
  fails = false;
  await expect(keeper.put(instance("b"))).resolves.toBeUndefined();
});

test("a state written by JSON is read again as it was, and anything else is refused", async () => {
  const storage = memoryState();
  const keeper = await StateKeeper.load(storage);
  await keeper.beginCreation("b");
  await keeper.put({ ...instance("a"), status: "tainted" });
  await keeper.setOutputs(new Map([["o", { value: [1, null, { x: true }], sensitive: true }]]));
  const state = await storage.load();
  expect(parseState(JSON.stringify(state))).toEqual(state);
  const wrong: readonly unknown[] = [
    {},
    { version: 2, instances: [] },
    { ...(state as State), instances: [{ address: 1 }] },
  ];
  for (const value of wrong) expect(() => parseState(JSON.stringify(value))).toThrow();
});
