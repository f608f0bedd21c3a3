import { describe, expect, test } from "vitest";
import { ResourceError } from "./resource-error.ts";
import { fakeProject } from "./testing/apply-files.ts";

const chain = (text: string): string => `
resource "fake_thing" "a" {
  name = "a"
  text = "${text}"
}
resource "fake_thing" "b" {
  name = "b"
  text = fake_thing.a.id
}
resource "fake_thing" "c" {
  name       = "c"
  depends_on = [fake_thing.b]
}
`;

describe("applying", () => {
  test("makes things after those that they need, and nothing when applied again", async () => {
    await using project = await fakeProject();
    const first = await project.apply(chain("x"));
    expect(first.log).toEqual(["create a", "create b", "create c"]);
    expect(first.counts).toEqual({ create: 3, update: 0, replace: 0, none: 0, delete: 0 });
    const second = await project.apply(chain("x"));
    expect(second.log).toEqual([]);
    expect(second.counts.none).toBe(3);
  });

  test("changes in place what can be changed", async () => {
    await using project = await fakeProject();
    await project.apply(chain("x"));
    const { log, counts } = await project.apply(chain("y"));
    expect(log).toEqual(["update a"]);
    expect(counts).toMatchObject({ update: 1, none: 2 });
  });

  test("replaces a thing whose identity changes, and gives its new id to those that hang on it", async () => {
    await using project = await fakeProject();
    await project.apply(chain("x"));
    const { log } = await project.apply(chain("x").replace('name = "a"', 'name = "z"'));
    expect(log).toEqual(["delete a", "create z", "update b"]);
  });

  test("makes again what somebody else has deleted", async () => {
    await using project = await fakeProject();
    await project.apply(chain("x"));
    project.cloud.things.delete("c-3");
    expect((await project.apply(chain("x"))).log).toEqual(["create c"]);
  });

  test("deletes what is no longer in the folder, what was made last first", async () => {
    await using project = await fakeProject();
    await project.apply(chain("x"));
    const { log, counts } = await project.apply('resource "fake_thing" "other" {\n  name = "other"\n}\n');
    expect(log).toEqual(["create other", "delete c", "delete b", "delete a"]);
    expect(counts).toMatchObject({ create: 1, delete: 3 });
  });

  test("works on ten things at a time", async () => {
    await using project = await fakeProject();
    await project.apply(`resource "fake_thing" "many" {\n  count = 30\n  name  = "n\${count.index}"\n}\n`);
    expect(project.cloud.mostAtOnce).toBe(10);
  });

  test("saves the state after every resource", async () => {
    await using project = await fakeProject();
    await project.apply(chain("x"));
    const addresses = project.saved.map(({ instances }) => instances.length);
    expect(addresses.slice(0, 3)).toEqual([1, 2, 3]);
  });

  test("destroys in reverse", async () => {
    await using project = await fakeProject();
    await project.apply(chain("x"));
    expect(await project.destroy()).toEqual(["delete c", "delete b", "delete a"]);
    expect(project.saved.at(-1)).toMatchObject({ instances: [], outputs: {} });
  });
});

describe("a failure", () => {
  const main = `${chain("x")}
resource "fake_thing" "free" {
  name = "free"
}
`;

  test("stops what hangs on it, not the rest, and is told with address, place and reason", async () => {
    await using project = await fakeProject();
    project.cloud.broken.add("b");
    const failure = await project.apply(main).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ResourceError);
    expect(failure).toMatchObject({ message: "main.tf:6: fake_thing.b: b is broken", address: "fake_thing.b" });
    expect(project.cloud.log.toSorted()).toEqual(["create a", "create b", "create free"]);
    project.cloud.broken.clear();
    expect((await project.apply(main)).log).toEqual(["create b", "create c"]);
  });

  test("deletes nothing", async () => {
    await using project = await fakeProject();
    await project.apply(main);
    project.cloud.broken.add("new");
    await expect(project.apply('resource "fake_thing" "new" {\n  name = "new"\n}\n')).rejects.toThrow("new is broken");
    expect(project.cloud.log).toEqual(["create new"]);
  });

  test("waits for the other instances of its block", async () => {
    await using project = await fakeProject();
    project.cloud.broken.add("n0");
    const counted = `resource "fake_thing" "n" {\n  count = 15\n  name  = "n\${count.index}"\n}\n`;
    await expect(project.apply(counted)).rejects.toThrow("main.tf:1: fake_thing.n[0]: n0 is broken");
    expect(project.saved.at(-1)?.instances).toHaveLength(14);
  });

  test("of several things tells them all", async () => {
    await using project = await fakeProject();
    project.cloud.broken.add("a").add("free");
    await expect(project.apply(main)).rejects.toThrow(/a is broken\n.*free is broken/);
  });

  test("of a deletion keeps what it hangs on", async () => {
    await using project = await fakeProject();
    await project.apply(chain("x"));
    project.cloud.broken.add("b");
    await expect(project.destroy()).rejects.toThrow("fake_thing.b: b is broken");
    expect(project.cloud.log).toEqual(["delete c", "delete b"]);
    expect(project.saved.at(-1)?.instances.map(({ address }) => address)).toEqual(["fake_thing.a", "fake_thing.b"]);
  });
});

describe("an apply that was killed", () => {
  const main = 'resource "fake_adopted" "a" {\n  name = "a"\n}\n';

  test("takes up what it had begun to make", async () => {
    await using project = await fakeProject();
    await project.apply(main);
    const [begun] = project.saved;
    expect(begun).toMatchObject({ instances: [], creating: ["fake_adopted.a"] });
    const state = { load: async () => begun, save: async () => {} };
    const again = await project.apply(main, { state });
    expect(again.log).toEqual(["adopt a"]);
    expect(project.cloud.things.size).toBe(1);
  });

  test("does not take up what others have made under the same name", async () => {
    await using project = await fakeProject();
    project.cloud.things.set("a-0", { name: "a" });
    expect((await project.apply(main)).log).toEqual(["create a"]);
  });
});
