import { describe, expect, test } from "vitest";
import { evaluate } from "./evaluate.ts";
import { loadConfiguration } from "./load-configuration.ts";
import { TerraformError } from "./terraform-error.ts";
import { configurationFolder } from "./testing/configuration-folder.ts";
import { scopeOf } from "./testing/evaluate-text.ts";

const NETWORK_MODULE = {
  "network/main.tf": `
    variable "prefix" {
      type = string
    }
    variable "size" {
      default = 1
    }
    resource "azurerm_virtual_network" "main" {
      name = var.prefix
    }
    output "id" {
      value = azurerm_virtual_network.main.id
    }
  `,
};

async function load(files: Readonly<Record<string, string>>) {
  await using folder = await configurationFolder(files);
  return await loadConfiguration(folder.path);
}

describe("loading a configuration", () => {
  test("reads every kind of block", async () => {
    const { root } = await load({
      ...NETWORK_MODULE,
      "main.tf": `
        terraform {
          required_version = ">= 1.5, < 2.0"
          required_providers {
            azurerm = {
              source  = "hashicorp/azurerm"
              version = "~> 4.0"
              configuration_aliases = [azurerm.hub]
            }
            random = "3.0.0"
          }
          backend "azurerm" {
            key = "demo.tfstate"
          }
        }
        provider "azurerm" {
          features {}
        }
        provider "azurerm" {
          alias = "hub"
          features {}
        }
        variable "names" {
          type        = list(string)
          default     = ["a", 1]
          description = "Names"
          sensitive   = true
          nullable    = false
          validation {
            condition     = length(var.names) > 0
            error_message = "At least one."
          }
        }
        locals {
          first = var.names[0]
        }
        data "azurerm_client_config" "current" {}
        resource "azurerm_resource_group" "main" {
          for_each   = toset(var.names)
          provider   = azurerm.hub
          depends_on = [data.azurerm_client_config.current]
          name       = each.key
          lifecycle {
            create_before_destroy = true
            prevent_destroy       = true
            ignore_changes        = [tags["x"], location]
            replace_triggered_by  = [local.first]
            precondition {
              condition     = local.first != ""
              error_message = "First?"
            }
            postcondition {
              condition     = self.name != ""
              error_message = "Name?"
            }
          }
          provisioner "local-exec" {
            when    = destroy
            command = "echo \${self.name}"
          }
        }
        module "network" {
          source     = "./network"
          count      = 2
          prefix     = local.first
          depends_on = [azurerm_resource_group.main]
          providers  = { azurerm = azurerm.hub }
        }
        output "ids" {
          value       = module.network[*].id
          description = "All"
          sensitive   = true
          depends_on  = [module.network]
        }
      `,
    });
    expect(root.path).toEqual([]);
    expect(root.backend?.labels).toEqual(["azurerm"]);
    expect(Object.fromEntries(root.requiredProviders)).toMatchObject({
      azurerm: { source: "hashicorp/azurerm", version: "~> 4.0" },
      random: { source: "hashicorp/random", version: "3.0.0" },
    });
    expect(root.providers.map((provider) => provider.labels[0])).toEqual(["azurerm", "azurerm"]);
    expect(root.variables.get("names")).toMatchObject({
      ...{ type: { kind: "list", element: { kind: "string" } }, default: ["a", "1"], description: "Names" },
      ...{ sensitive: true, nullable: false, range: { file: "main.tf", line: 23, column: 9 } },
    });
    const [data, group] = root.resources;
    expect(data).toMatchObject({ mode: "data", type: "azurerm_client_config", name: "current" });
    expect(group).toMatchObject({
      ...{ mode: "managed", type: "azurerm_resource_group", name: "main", provider: "azurerm.hub" },
      ...{ count: undefined, dependsOn: [{ kind: "data", type: "azurerm_client_config", name: "current" }] },
      lifecycle: {
        ...{ createBeforeDestroy: true, preventDestroy: true, ignoreChanges: ['tags["x"]', "location"] },
        replaceTriggeredBy: [{ kind: "local", name: "first" }],
      },
    });
    expect([...(group?.body.attributes.keys() ?? [])]).toEqual(["name"]);
    expect(group?.body.blocks).toEqual([]);
    expect(group?.provisioners.map((block) => block.labels)).toEqual([["local-exec"]]);
    const call = root.moduleCalls.get("network");
    expect(call?.module.path).toEqual(["network"]);
    expect([...(call?.inputs.keys() ?? [])]).toEqual(["prefix"]);
    expect(Object.fromEntries(call?.providers ?? [])).toEqual({ azurerm: "azurerm.hub" });
    expect(root.outputs.get("ids")).toMatchObject({ sensitive: true, description: "All" });
  });

  test("finds file, line and column of attributes, expressions and nested blocks", async () => {
    const { root } = await load({
      "a.tf": "# comment\n\nlocals {\n  text = <<EOT\nb = 1\n}\nEOT\n  after = 1\n}\n",
      "b.tf": 'resource "x_y" "z" {\n  one = 1 /* x\n  */\n\n  two {\n    three    =   "é"\n  }\n}\n',
    });
    expect(root.locals.get("after")).toMatchObject({
      range: { file: "a.tf", line: 8, column: 3 },
      expression: { source: "1", range: { file: "a.tf", line: 8, column: 11 } },
    });
    expect(root.resources[0]?.body.blocks[0]).toMatchObject({
      range: { file: "b.tf", line: 5, column: 3 },
    });
    expect(root.resources[0]?.body.blocks[0]?.body.attributes.get("three")).toMatchObject({
      range: { file: "b.tf", line: 6, column: 5 },
      expression: { source: '"é"', range: { file: "b.tf", line: 6, column: 18 } },
    });
  });

  test("names files of a module relative to the root folder", async () => {
    const { modules } = await load({
      ...NETWORK_MODULE,
      "main.tf": 'module "n" {\n source = "./network"\n prefix = "p"\n}',
    });
    expect(modules.map((module) => module.path)).toEqual([[], ["n"]]);
    expect(modules[1]?.resources[0]?.range).toEqual({ file: "network/main.tf", line: 8, column: 5 });
  });

  test("reads a module once for each call of it", async () => {
    const call = (name: string) => `module "${name}" {\n source = "./network"\n prefix = "${name}"\n}\n`;
    const { modules } = await load({ ...NETWORK_MODULE, "main.tf": call("a") + call("b") });
    expect(modules.map((module) => module.path)).toEqual([[], ["a"], ["b"]]);
  });

  test("keeps expressions ready to be evaluated", async () => {
    const { root } = await load({
      "main.tf": 'locals {\n x = { a = [for i in range(3) : upper("v")] }\n}\n',
    });
    const expression = root.locals.get("x")?.expression;
    expect(expression && evaluate(expression, scopeOf())).toEqual({ a: ["V", "V", "V"] });
  });

  test("reads fifteen files well within a second", async () => {
    const block = (index: number) => `resource "azurerm_x" "r${index}" {\n${'  a = "b"\n'.repeat(58)}}\n`;
    const attributes = (text: string) => text.replaceAll("  a =", () => `  a${Math.random().toString(36).slice(2)} =`);
    await using folder = await configurationFolder(
      Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`f${index}.tf`, attributes(block(index))])),
    );
    const start = performance.now();
    await loadConfiguration(folder.path);
    // Far more than it takes, so that a slow machine passes too.
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe("loading refuses", () => {
  test.each<[what: string, source: string, message: string]>([
    ["a missing value", "locals {\n  a =\n}\n", "main.tf:2: Invalid expression: Expected the start of an expression"],
    ["an unclosed block", 'resource "x" "y" {\n', "main.tf:1: Unclosed configuration block"],
    ["single quotes", "locals {\n  a = 'x'\n}\n", "main.tf:2: Invalid character: Single quotes are not valid."],
    ["an attribute twice", "locals {\n  a = 1\n  a = 2\n}\n", "main.tf:3: Attribute redefined"],
    [
      "a registry module",
      'module "a" {\n  source = "Azure/naming/azurerm"\n}\n',
      'main.tf:2: The module source "Azure/naming/azurerm" is not supported here',
    ],
    ["a module that isn't there", 'module "a" {\n  source = "./nope"\n}\n', "Can't read the folder"],
    [
      "a missing input",
      'module "a" {\n  source = "./network"\n}\n',
      'main.tf:1: Missing required argument: the module "a" needs "prefix"',
    ],
    [
      "an unknown input",
      'module "a" {\n  source = "./network"\n  prefix = ""\n  x = 1\n}\n',
      'main.tf:4: Unsupported argument: the module "a" declares no variable named "x"',
    ],
    [
      "an unknown output",
      'module "a" {\n  source = "./network"\n  prefix = ""\n}\nlocals {\n  x = module.a.nope\n}\n',
      'main.tf:6: Unsupported attribute: the module "a" declares no output named "nope"',
    ],
  ])("%s", async (_what, source, message) => {
    const loading = load({ ...NETWORK_MODULE, "main.tf": source });
    await expect(loading).rejects.toThrow(TerraformError);
    await expect(loading).rejects.toThrow(message);
  });

  test("an error in a module, with the module's file", async () => {
    const loading = load({
      "main.tf": 'module "m" {\n  source = "./m"\n}\n',
      "m/x.tf": "\n\nlocals {\n  a = local.b\n}\n",
    });
    await expect(loading).rejects.toThrow("m/x.tf:4: Reference to undeclared local value");
    await expect(loading).rejects.toThrow("has not been declared in module.m.");
  });

  test("modules that call each other without end", async () => {
    const loading = load({
      "main.tf": 'module "m" {\n  source = "./m"\n}\n',
      "m/x.tf": 'module "m" {\n  source = "../m"\n}\n',
    });
    await expect(loading).rejects.toThrow("Modules call each other more than 16 deep");
  });

  test.each([
    ["main.tf.json", "{}", "JSON configuration and override files are not supported"],
    ["main_override.tf", "", "JSON configuration and override files are not supported"],
    ["readme.md", "", "there is no .tf file in"],
  ])("a folder with %s", async (name, content, message) => {
    await expect(load({ [name]: content })).rejects.toThrow(message);
  });
});
