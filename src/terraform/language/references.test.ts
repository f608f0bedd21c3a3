import { describe, expect, test } from "vitest";
import type { Reference } from "./reference.ts";
import { bodyReferences, references } from "./references.ts";
import { parseExpressionText, parseFile } from "./syntax/parse-body.ts";

function describeReference(reference: Reference): string {
  switch (reference.kind) {
    case "variable":
    case "local":
      return `${reference.kind} ${reference.name}`;
    case "resource":
    case "data":
      return `${reference.kind} ${reference.type}.${reference.name}`;
    case "module":
      return `module ${reference.name} ${reference.output ?? "*"}`;
    case "context":
      return `${reference.object}.${reference.attribute ?? "*"}`;
  }
}

describe("references", () => {
  test.each<[expression: string, found: readonly string[]]>([
    ["1", []],
    ["var.a", ["variable a"]],
    ["var.a.b[0].c", ["variable a"]],
    ["var.a[local.b].c[var.d]", ["variable a", "local b", "variable d"]],
    ["azurerm_x.y.id", ["resource azurerm_x.y"]],
    ["azurerm_x.y[0].id", ["resource azurerm_x.y"]],
    ["azurerm_x.y[*].id", ["resource azurerm_x.y"]],
    ["data.azurerm_x.y.id", ["data azurerm_x.y"]],
    ["module.m.out", ["module m out"]],
    ["module.m.out.part", ["module m out"]],
    ["module.m[0].out", ["module m out"]],
    ['module.m["k"].out', ["module m out"]],
    ["module.m", ["module m *"]],
    ["module.m[*].out", ["module m *"]],
    ["[each.key, each.value.x, count.index, self.id]", ["each.key", "each.value", "count.index", "self.id"]],
    ["self", ["self.*"]],
    ["[path.module, terraform.workspace]", ["path.module", "terraform.workspace"]],
    ["[for x in var.a : x.b if x.c != local.d]", ["variable a", "local d"]],
    ["{ for k, v in var.a : k => v.b... }", ["variable a"]],
    ["[for var in var.a : var.b]", ["variable a"]],
    ["[for x in var.a : [for y in x.z : y.w]]", ["variable a"]],
    [`"a\${var.b}c\${local.d}"`, ["variable b", "local d"]],
    [`"%{ if var.a }\${var.b}%{ else }\${var.c}%{ endif }"`, ["variable a", "variable b", "variable c"]],
    [`"%{ for x in var.a }\${x.b}\${var.c}%{ endfor }"`, ["variable a", "variable c"]],
    ["{ a = 1, (var.b) = local.c }", ["variable b", "local c"]],
    ["upper(var.a)", ["variable a"]],
    ["var.a ? var.b : -var.c", ["variable a", "variable b", "variable c"]],
    ["jsondecode(var.a).b", ["variable a"]],
    ["var.a.*.b", ["variable a"]],
  ])("%s: %j", (expression, found) => {
    expect(references(parseExpressionText("test.tf", expression)).map(describeReference)).toEqual(found);
  });

  test("know their place", () => {
    const expression = parseFile("main.tf", "a = [\n  1,\n  var.b\n]\n").attributes.get("a")?.expression;
    expect(expression && references(expression)).toEqual([
      { kind: "variable", name: "b", range: { file: "main.tf", line: 3, column: 3 } },
    ]);
  });

  test.each(["foo", "foo[0]", "data.x", "var"])("%s can't refer to anything", (expression) => {
    expect(() => references(parseExpressionText("test.tf", expression))).toThrow("Invalid reference");
  });

  test("of a body leave out the iterators of its dynamic blocks", () => {
    const body = parseFile(
      "main.tf",
      `
        a = var.a
        nested {
          b = local.b
        }
        dynamic "setting" {
          for_each = var.settings
          content {
            c = setting.value.c
            dynamic "inner" {
              for_each = setting.value.list
              iterator = it
              content {
                d = [it.key, setting.key, inner.x.y]
              }
            }
          }
        }
      `,
    );
    expect(bodyReferences(body).map(describeReference)).toEqual([
      "variable a",
      "local b",
      "variable settings",
      "resource inner.x",
    ]);
  });
});
