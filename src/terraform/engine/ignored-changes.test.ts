import { expect, test } from "vitest";
import { keepIgnored, parseIgnoredPath } from "./ignored-changes.ts";

test.each([
  ["tags", ["tags"]],
  ['tags["a.b"]', ["tags", "a.b"]],
  ["site_config[0].always_on", ["site_config", 0, "always_on"]],
])("%s has the steps %j", (path, steps) => {
  expect(parseIgnoredPath(path)).toEqual(steps);
});

const before = { text: "old", tags: { a: "old" }, part: [{ size: 1, name: "old" }] };
const config = { text: "new", tags: { a: "new", b: "new" }, part: [{ size: 2, name: "new" }] };

test.each<[readonly string[] | "all", unknown]>([
  [[], config],
  ["all", before],
  [["text"], { ...config, text: "old" }],
  [['tags["a"]'], { ...config, tags: { a: "old", b: "new" } }],
  [['tags["b"]'], { ...config, tags: { a: "new" } }],
  [["part[0].size"], { ...config, part: [{ size: 1, name: "new" }] }],
  [["part[3].size"], config],
  [["text", "part"], { ...config, text: "old", part: before.part }],
])("with ignore_changes %j", (ignored, expected) => {
  expect(keepIgnored(config, before, ignored)).toEqual(expected);
});
