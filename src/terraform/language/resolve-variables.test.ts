import { describe, expect, test } from "vitest";
import { loadConfiguration } from "./load-configuration.ts";
import { type CommandLineVariable, resolveVariables } from "./resolve-variables.ts";
import { unmark } from "./sensitivity.ts";
import { TerraformError } from "./terraform-error.ts";
import { configurationFolder } from "./testing/configuration-folder.ts";
import { Sensitive } from "./value.ts";

interface Given {
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly commandLine?: readonly CommandLineVariable[];
}

async function resolveAll(declarations: string, { files = {}, environment = {}, commandLine = [] }: Given = {}) {
  await using folder = await configurationFolder({ "main.tf": declarations, ...files });
  const configuration = await loadConfiguration(folder.path);
  const warnings: string[] = [];
  const marked = await resolveVariables(configuration, {
    ...{ commandLine, environment, now: () => new Date("2025-06-01T12:00:00Z") },
    warn: (message) => warnings.push(message),
  });
  const values = Object.fromEntries([...marked].map(([name, value]) => [name, unmark(value)]));
  return { marked, values, warnings };
}

const give = (name: string, value: string): CommandLineVariable => ({ kind: "var", name, value });

describe("variables of the root module", () => {
  test("take the source with the highest precedence", async () => {
    const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
    const { values } = await resolveAll(
      names.map((name) => `variable "${name}" {\n default = "default"\n}\n`).join(""),
      {
        environment: Object.fromEntries(names.slice(1).map((name) => [`TF_VAR_${name}`, "environment"])),
        files: {
          "terraform.tfvars": names
            .slice(2)
            .map((name) => `${name} = "tfvars"\n`)
            .join(""),
          "terraform.tfvars.json": JSON.stringify(Object.fromEntries(names.slice(3).map((name) => [name, "json"]))),
          "1.auto.tfvars": names
            .slice(4)
            .map((name) => `${name} = "auto 1"\n`)
            .join(""),
          "2.auto.tfvars.json": JSON.stringify(Object.fromEntries(names.slice(5).map((name) => [name, "auto 2"]))),
          "other.tfvars": names
            .slice(6)
            .map((name) => `${name} = "file"\n`)
            .join(""),
        },
        commandLine: [{ kind: "file", path: "other.tfvars" }, give("h", "var")],
      },
    );
    expect(values).toEqual({
      ...{ a: "default", b: "environment", c: "tfvars", d: "json", e: "auto 1", f: "auto 2", g: "file", h: "var" },
    });
  });

  test("take the last of several on the command line", async () => {
    const { values } = await resolveAll('variable "a" {}\n', {
      files: { "x.tfvars": 'a = "file"\n' },
      commandLine: [give("a", "first"), { kind: "file", path: "x.tfvars" }],
    });
    expect(values).toEqual({ a: "file" });
  });

  test("are read from text by their types", async () => {
    const { values } = await resolveAll(
      `
        variable "text" { type = string }
        variable "number" { type = number }
        variable "bool" { type = bool }
        variable "list" { type = list(string) }
        variable "object" { type = object({ a = number }) }
        variable "untyped" {}
        variable "any" { type = any }
      `,
      {
        commandLine: [
          give("text", "[1]"),
          give("number", "1.5"),
          give("bool", "true"),
          give("untyped", "[1]"),
          give("any", "[1]"),
        ],
        environment: { TF_VAR_list: '["a", 1]', TF_VAR_object: '{ a = "2" }' },
      },
    );
    expect(values).toEqual({
      ...{ text: "[1]", number: 1.5, bool: true, list: ["a", "1"], object: { a: 2 }, untyped: "[1]", any: [1] },
    });
  });

  test("are marked when they are sensitive", async () => {
    const { marked, values } = await resolveAll('variable "a" {\n default = "x"\n sensitive = true\n}\n');
    expect(marked.get("a")).toBeInstanceOf(Sensitive);
    expect(values).toEqual({ a: "x" });
  });

  test("fall back to the default for null only when they are not nullable", async () => {
    const declare = (name: string, nullable: boolean) =>
      `variable "${name}" {\n default = "x"\n nullable = ${nullable}\n}\n`;
    const { values } = await resolveAll(declare("a", true) + declare("b", false), {
      files: { "terraform.tfvars": "a = null\nb = null\n" },
    });
    expect(values).toEqual({ a: null, b: "x" });
  });

  test("warn of values in files for what is not declared, and ignore them in the environment", async () => {
    const { values, warnings } = await resolveAll("", {
      files: { "terraform.tfvars": "typo = 1\n" },
      environment: { TF_VAR_other: "1" },
    });
    expect(values).toEqual({});
    expect(warnings).toEqual(['Value for undeclared variable "typo" in terraform.tfvars']);
  });

  test("are validated, also against each other", async () => {
    const declarations = `
      variable "size" {
        default = 1
        validation {
          condition     = var.size <= var.limit && can(regex("^[0-9]$", var.size))
          error_message = "Size \${var.size} is over \${var.limit}."
        }
      }
      variable "limit" {
        default = 3
      }
    `;
    await expect(resolveAll(declarations)).resolves.toMatchObject({ values: { size: 1, limit: 3 } });
    await expect(resolveAll(declarations, { commandLine: [give("size", "4")] })).rejects.toThrow(
      'main.tf:4: Invalid value for variable "size": Size 4 is over 3.',
    );
  });

  test.each<[what: string, declarations: string, given: Given, message: string]>([
    ["no value", 'variable "a" {}\n', {}, 'main.tf:1: No value for required variable: the variable "a" is not set'],
    [
      "null that is not taken",
      'variable "a" {\n nullable = false\n}\n',
      { files: { "terraform.tfvars": "a = null\n" } },
      "terraform.tfvars:1: Required variable not set",
    ],
    ["an unknown name", "", { commandLine: [give("a", "1")] }, "Value for undeclared variable"],
    [
      "another type in a file",
      'variable "a" {\n type = number\n}\n',
      { files: { "terraform.tfvars": '\na = "x"\n' } },
      "terraform.tfvars:2: Invalid value for input variable: the given value is not suitable for var.a declared at main.tf:1: a number is required.",
    ],
    [
      "another type on the command line",
      'variable "a" {\n type = number\n}\n',
      { commandLine: [give("a", "x")] },
      "a number is required",
    ],
    [
      "no expression",
      'variable "a" {\n type = list(string)\n}\n',
      { commandLine: [give("a", "[1")] },
      "<value for var.a>:1: ",
    ],
    [
      "a computed value",
      'variable "a" {}\n',
      { files: { "terraform.tfvars": 'a = upper("x")\n' } },
      'terraform.tfvars:1: Value of "a": Function calls not allowed',
    ],
    ["a reference", 'variable "a" {}\n', { files: { "terraform.tfvars": "a = var.b\n" } }, "Variables not allowed"],
    [
      "a block",
      'variable "a" {}\n',
      { files: { "terraform.tfvars": "b {}\n" } },
      'terraform.tfvars:1: Unexpected "b" block',
    ],
    [
      "no JSON",
      'variable "a" {}\n',
      { files: { "terraform.tfvars.json": "{" } },
      "terraform.tfvars.json:1: invalid JSON",
    ],
    [
      "JSON that is no object",
      'variable "a" {}\n',
      { files: { "x.auto.tfvars.json": "[]" } },
      "a JSON object of variables is expected",
    ],
    [
      "a file that isn't there",
      'variable "a" {}\n',
      { commandLine: [{ kind: "file", path: "nope.tfvars" }] },
      "Can't read",
    ],
    [
      "a condition that is none",
      'variable "a" {\n default = 1\n validation {\n  condition = var.a\n  error_message = ""\n }\n}\n',
      {},
      "main.tf:4: Invalid condition result",
    ],
  ])("are refused: %s", async (_what, declarations, given, message) => {
    const resolving = resolveAll(declarations, given);
    await expect(resolving).rejects.toThrow(TerraformError);
    await expect(resolving).rejects.toThrow(message);
  });
});
