import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listOf } from "./collection-kind.ts";
import { sensitive } from "./sensitivity.ts";
import { TerraformError } from "./terraform-error.ts";
import { evaluateText, evaluateTextMarked, scopeOf } from "./testing/evaluate-text.ts";
import { type MarkedValue, Sensitive } from "./value.ts";

const values = (entries: Readonly<Record<string, MarkedValue>>) => new Map(Object.entries(entries));

const scope = scopeOf({
  variables: values({ prefix: "demo", names: listOf(["a", "b"]), secret: sensitive("s") }),
  locals: values({ tags: { env: "test" } }),
  resources: values({
    "azurerm_x.one": { id: "/x/one", password: sensitive("p"), list: [{ n: 1 }, { n: 2 }] },
    "azurerm_x.many": [{ id: "/x/0" }, { id: "/x/1" }],
    "azurerm_x.keyed": { a: { id: "/x/a" }, b: { id: "/x/b" } },
  }),
  data: values({ "azurerm_client_config.current": { tenant_id: "t" } }),
  modules: values({ network: { id: "n" }, subnets: [{ id: "s0" }] }),
  each: { key: "k", value: { size: 3 } },
  count: { index: 4 },
  self: { name: "me" },
  paths: { module: "modules/x", root: ".", cwd: "/work" },
  workspace: "dev",
});

describe("an expression sees in its scope", () => {
  test.each<[expression: string, result: unknown]>([
    ["var.prefix", "demo"],
    ["var.names[1]", "b"],
    ["local.tags.env", "test"],
    ["azurerm_x.one.id", "/x/one"],
    ["azurerm_x.one.list[*].n", [1, 2]],
    ["azurerm_x.many[1].id", "/x/1"],
    ["azurerm_x.many[*].id", ["/x/0", "/x/1"]],
    ['azurerm_x.keyed["a"].id', "/x/a"],
    ["[for key, x in azurerm_x.keyed : x.id]", ["/x/a", "/x/b"]],
    ["values(azurerm_x.keyed)[*].id", ["/x/a", "/x/b"]],
    ["length(azurerm_x.many)", 2],
    ["data.azurerm_client_config.current.tenant_id", "t"],
    ["module.network.id", "n"],
    ["module.subnets[0].id", "s0"],
    [`"\${each.key}-\${each.value.size}"`, "k-3"],
    ["count.index + 1", 5],
    ["self.name", "me"],
    [`"\${path.module}/x"`, "modules/x/x"],
    ["path.root", "."],
    ["path.cwd", "/work"],
    ["terraform.workspace", "dev"],
    ["[for var in [1, 2] : var]", [1, 2]],
    ['var.names == tolist(["a", "b"])', true],
    ['var.names == ["a", "b"]', false],
    ['try(azurerm_x.many[9].id, "none")', "none"],
    ['false ? azurerm_x.many[9].id : "none"', "none"],
  ])("%s is %j", (expression, result) => {
    expect(evaluateText(expression, scope)).toEqual(result);
  });
});

describe("a sensitive value", () => {
  test.each<[expression: string, marked: boolean]>([
    ["var.secret", true],
    [`"x\${var.secret}"`, true],
    ["azurerm_x.one.password", true],
    ["azurerm_x.one.id", false],
    ["azurerm_x.one.list", false],
    ["upper(var.secret)", true],
    ['var.secret == "s"', true],
    ['var.secret == "s" ? 1 : 2', true],
    ["nonsensitive(var.secret)", false],
    ["[var.secret][0]", true],
    ["{ (var.secret) = 1 }", true],
    ['[for x in ["a"] : x if var.secret != x]', true],
    ["{ for x in [var.secret] : x => 1 }", true],
    ['["a", "b"][length(var.secret) - 1]', true],
    ["-length(var.secret)", true],
    ["!(var.secret == 1)", true],
    ["max([1, sensitive(2)]...)", true],
    ["sha256(var.secret)", true],
  ])("marks %s: %s", (expression, marked) => {
    expect(evaluateTextMarked(expression, scope) instanceof Sensitive).toBe(marked);
  });

  test("stays where it is in an object", () => {
    expect(evaluateTextMarked("{ a = var.secret, b = 1 }", scope)).toEqual({ a: new Sensitive("s"), b: 1 });
  });
});

const LEAVES = ["1", "0", '"a"', '"2"', "true", "null", "[]", "{}", "[1, 2]", "{ a = 1 }", 'toset(["x"])', "var.names"];
const FORMS: readonly ((left: string, right: string) => string)[] = [
  ...["+", "-", "*", "/", "%", "==", "!=", "<", ">=", "&&", "||"].map(
    (operator) => (left: string, right: string) => `(${left} ${operator} ${right})`,
  ),
  (left, right) => `[${left}, ${right}]`,
  (left, right) => `{ a = ${left}, (${right}) = 1 }`,
  (left, right) => `(${left})[${right}]`,
  (left, right) => `(${left})[*].a == ${right}`,
  (left, right) => `[for k, v in ${left} : v if ${right}]`,
  (left, right) => `{ for k, v in ${left} : v => ${right}... }`,
  (left, right) => `(${left} ? ${right} : ${left})`,
  (left, right) => `"x\${${left}}y%{ if ${right} }z%{ endif }"`,
  (left, right) => `merge(${left}, ${right})`,
  (left, right) => `concat(${left}, ${right})`,
  (left, right) => `format(${left}, ${right})`,
  (left, right) => `lookup(${left}, ${right}, 1)`,
  (left, right) => `-(${left}) + !(${right})`,
  (left, right) => `try(${left}, ${right})`,
  (left, right) => `jsonencode(sensitive(${left})) == ${right}`,
];

describe("the evaluation", () => {
  test("fails with a TerraformError with a place only, whatever the expression", () => {
    const { expression } = fc.letrec<{ expression: string }>((tie) => ({
      expression: fc.oneof(
        { depthSize: "medium", withCrossShrink: true },
        fc.constantFrom(...LEAVES),
        fc
          .tuple(fc.constantFrom(...FORMS), tie("expression"), tie("expression"))
          .map(([form, left, right]) => form(left, right)),
      ),
    }));
    fc.assert(
      fc.property(expression, (text) => {
        try {
          evaluateText(text, scope);
        } catch (error) {
          expect(error).toBeInstanceOf(TerraformError);
          expect(error).toHaveProperty("range.file", "test.tf");
        }
      }),
      { numRuns: 3000 },
    );
  });

  test("goes through the keys of an object by themselves, not by what objects inherit", () => {
    expect(evaluateText('lookup({ a = 1 }, "constructor", "none")')).toBe("none");
    expect(evaluateText('can({ a = 1 }["toString"])')).toBe(false);
    expect(evaluateText('keys(jsondecode("{\\"__proto__\\": 1}"))')).toEqual(["__proto__"]);
    expect(evaluateText('{ "__proto__" = 1 }["__proto__"]')).toBe(1);
  });

  test("refuses JSON that is nested too deep", () => {
    const locals = values({ deep: "[".repeat(50_000) + "]".repeat(50_000) });
    expect(() => evaluateText("jsondecode(local.deep)", scopeOf({ locals }))).toThrow(TerraformError);
  });
});
