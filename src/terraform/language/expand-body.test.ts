import { describe, expect, test } from "vitest";
import { type EvaluatedBody, expandBody } from "./expand-body.ts";
import { sensitive } from "./sensitivity.ts";
import { parseFile } from "./syntax/parse-body.ts";
import { scopeOf } from "./testing/evaluate-text.ts";
import { type MarkedValue, Sensitive } from "./value.ts";

const scope = scopeOf({
  variables: new Map<string, MarkedValue>([
    ["settings", [{ name: "a" }, { name: "b" }]],
    ["secrets", sensitive({ k: "v" })],
    ["nothing", null],
  ]),
});

function expand(source: string): EvaluatedBody {
  return expandBody(parseFile("main.tf", source), scope);
}

/** The values alone: attributes as a record, blocks as pairs. */
function plain(body: EvaluatedBody): unknown {
  return {
    ...Object.fromEntries([...body.attributes.values()].map(({ name, value }) => [name, value])),
    ...(body.blocks.length > 0 && { blocks: body.blocks.map((block) => [block.type, plain(block.body)]) }),
  };
}

describe("expanding a body", () => {
  test("evaluates attributes and nested blocks, each with its place", () => {
    const body = expand('a = 1 + 1\n\nb {\n  c = upper("x")\n}\n');
    expect(plain(body)).toEqual({ a: 2, blocks: [["b", { c: "X" }]] });
    expect(body.attributes.get("a")?.range).toEqual({ file: "main.tf", line: 1, column: 1 });
    expect(body.blocks[0]?.range).toEqual({ file: "main.tf", line: 3, column: 1 });
    expect(body.blocks[0]?.body.attributes.get("c")?.range).toEqual({ file: "main.tf", line: 4, column: 3 });
  });

  test("puts the blocks that a dynamic block stands for in its place", () => {
    const body = expand(`
      first {}
      dynamic "setting" {
        for_each = var.settings
        content {
          position = setting.key
          name     = setting.value.name
        }
      }
      last {}
    `);
    expect(plain(body)).toEqual({
      blocks: [
        ["first", {}],
        ["setting", { position: 0, name: "a" }],
        ["setting", { position: 1, name: "b" }],
        ["last", {}],
      ],
    });
  });

  test("takes maps by key, sets by element, and nests", () => {
    const body = expand(`
      dynamic "outer" {
        for_each = { b = ["x"], a = ["y", "z"] }
        iterator = it
        content {
          key = it.key
          dynamic "inner" {
            for_each = toset(it.value)
            content {
              both = "\${it.key}\${inner.key}\${inner.value}"
            }
          }
        }
      }
    `);
    expect(plain(body)).toEqual({
      blocks: [
        [
          "outer",
          {
            key: "a",
            blocks: [
              ["inner", { both: "ayy" }],
              ["inner", { both: "azz" }],
            ],
          },
        ],
        ["outer", { key: "b", blocks: [["inner", { both: "bxx" }]] }],
      ],
    });
  });

  test("gives labels to blocks", () => {
    const body = expand('dynamic "x" {\n for_each = [1]\n labels = [format("l%d", x.value)]\n content {}\n}\n');
    expect(body.blocks[0]?.labels).toEqual(["l1"]);
  });

  test("keeps the marks of sensitive values beside the values", () => {
    const attribute = expand("a = var.secrets.k\n").attributes.get("a");
    expect(attribute?.value).toBe("v");
    expect(attribute?.marked).toBeInstanceOf(Sensitive);
  });

  test("keeps the marks of what a sensitive collection holds", () => {
    const body = expand('dynamic "x" {\n for_each = var.secrets\n content {\n  v = x.value\n }\n}\n');
    expect(body.blocks[0]?.body.attributes.get("v")?.marked).toBeInstanceOf(Sensitive);
  });

  test.each<[what: string, source: string, message: string]>([
    ["null", 'dynamic "x" {\n for_each = var.nothing\n content {}\n}\n', "main.tf:2: Invalid dynamic for_each value"],
    ["no collection", 'dynamic "x" {\n for_each = 1\n content {}\n}\n', "main.tf:2: Invalid dynamic for_each value"],
    ["no for_each", 'dynamic "x" {\n content {}\n}\n', '"for_each" is missing'],
    ["no content", 'dynamic "x" {\n for_each = []\n}\n', 'it needs one "content" block'],
    ["two contents", 'dynamic "x" {\n for_each = []\n content {}\n content {}\n}\n', 'it needs one "content" block'],
    ["other arguments", 'dynamic "x" {\n for_each = []\n y = 1\n content {}\n}\n', '"y" is not expected'],
    ["no label", "dynamic {\n for_each = []\n content {}\n}\n", "it has one label"],
    [
      "labels that are no list",
      'dynamic "x" {\n for_each = [1]\n labels = 1\n content {}\n}\n',
      "must be a list of texts",
    ],
  ])("refuses %s", (_what, source, message) => {
    expect(() => expand(source)).toThrow(message);
  });
});
