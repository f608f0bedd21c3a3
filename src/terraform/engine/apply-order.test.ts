import fc from "fast-check";
import { expect, test } from "vitest";
import { fakeProject } from "./testing/apply-files.ts";

/** For each of some things, those that it needs: only ones with a smaller number, so that there is no cycle. */
const graphs = fc
  .integer({ min: 1, max: 12 })
  .chain((size) =>
    fc.tuple(
      ...Array.from({ length: size }, (_, index) =>
        fc.uniqueArray(fc.nat(Math.max(0, index - 1)), { maxLength: index }),
      ),
    ),
  );

function configuration(needs: readonly (readonly number[])[]): string {
  const blocks = needs.map((needed, index) => {
    const [first, ...others] = needed;
    // Both ways of needing something.
    const reference = first === undefined ? "" : `  text = fake_thing.t${first}.id\n`;
    const dependsOn = others.map((other) => `fake_thing.t${other}`).join(", ");
    return `resource "fake_thing" "t${index}" {\n  name = "t${index}"\n${reference}  depends_on = [${dependsOn}]\n}\n`;
  });
  return blocks.reverse().join("");
}

test("whatever hangs on whatever, things are made after those that they need, and destroyed before them", async () => {
  await fc.assert(
    fc.asyncProperty(graphs, async (needs) => {
      await using project = await fakeProject();
      const { log: made } = await project.apply(configuration(needs));
      const destroyed = await project.destroy();
      expect(made).toHaveLength(needs.length);
      expect(destroyed).toHaveLength(needs.length);
      for (const [index, needed] of needs.entries()) {
        for (const other of needed) {
          expect(made.indexOf(`create t${other}`)).toBeLessThan(made.indexOf(`create t${index}`));
          expect(destroyed.indexOf(`delete t${index}`)).toBeLessThan(destroyed.indexOf(`delete t${other}`));
        }
      }
    }),
    { numRuns: 12 },
  );
});
