import type { Config, FindType, ResourceType } from "../resource-type.ts";

/** What was done to the things of a fake cloud, in order: `create a`, `update a`, `delete a`. */
export interface FakeCloud {
  readonly log: string[];
  /** The things that are there, by their id. */
  readonly things: Map<string, Config>;
  /** Names whose creation, update or deletion fails. */
  readonly broken: Set<string>;
  /** How many things were worked on at the same time at most. */
  readonly mostAtOnce: number;
  readonly findType: FindType;
}

/**
 * For tests: a cloud of `fake_thing`s with a name that is part of their identity, a text that can change, a set, a secret and
 * a nested block. Every thing has an `id`, which is new each time that it is made, and what it was made from as `made`. `data
 * "fake_thing"` reads one by its name.
 */
export function fakeCloud(): FakeCloud {
  const log: string[] = [];
  const things = new Map<string, Config>();
  const broken = new Set<string>();
  let [made, busy, mostAtOnce] = [0, 0, 0];

  async function work<Result>(what: string, name: string, result: () => Result): Promise<Result> {
    busy += 1;
    mostAtOnce = Math.max(mostAtOnce, busy);
    await new Promise((resolve) => setImmediate(resolve));
    busy -= 1;
    log.push(`${what} ${name}`);
    if (broken.has(name)) throw new Error(`${name} is broken`);
    return result();
  }

  const thing: ResourceType = {
    type: "fake_thing",
    mode: "managed",
    attributes: {
      name: { type: "string", required: true, forceNew: true },
      text: { type: "string" },
      members: { type: "set" },
      settings: { type: "map" },
      secret: { type: "string", sensitive: true },
      old_spelling: { type: "string", majors: [3] },
    },
    blocks: { part: { attributes: { size: { type: "number", required: true } } }, only: { single: true } },
    secrets: ["key"],
    create: (config) =>
      work("create", String(config.name), () => {
        made += 1;
        const id = `${String(config.name)}-${made}`;
        things.set(id, config);
        return { id, key: `key of ${id}` };
      }),
    exists: async ({ id }) => things.has(String(id)),
    update: (config, { id = null }) =>
      work("update", String(config.name), () => {
        things.set(String(id), config);
        return { id };
      }),
    delete: ({ name, id }) =>
      work("delete", String(name), () => {
        things.delete(String(id));
      }),
  };
  const adopted: ResourceType = {
    ...thing,
    type: "fake_adopted",
    async adopt({ name }) {
      const found = [...things.keys()].find((id) => id.startsWith(`${String(name)}-`));
      log.push(`adopt ${String(name)}`);
      return found === undefined ? undefined : { id: found };
    },
  };
  const data: ResourceType = {
    type: "fake_thing",
    mode: "data",
    attributes: { name: { type: "string", required: true } },
    create: async ({ name }) => ({ id: `read-${String(name)}` }),
  };
  const types = [thing, adopted, data];
  return {
    ...{ log, things, broken },
    get mostAtOnce() {
      return mostAtOnce;
    },
    findType: (mode, type) => types.find((known) => known.mode === mode && known.type === type),
  };
}
