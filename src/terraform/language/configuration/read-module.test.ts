import { describe, expect, test } from "vitest";
import type { Module } from "../module.ts";
import { parseFile } from "../syntax/parse-body.ts";
import { TerraformError } from "../terraform-error.ts";
import { checkModule } from "./check-module.ts";
import { readModule } from "./read-module.ts";

function readSource(source: string): Module {
  const module = { ...readModule([parseFile("main.tf", source)]), path: [], folder: "/", moduleCalls: new Map() };
  checkModule(module);
  return module;
}

describe("a module is refused for", () => {
  test.each<[what: string, source: string, message: string]>([
    ["an argument outside of blocks", "a = 1\n", 'main.tf:1: Unsupported argument: an argument named "a"'],
    ["an unknown block", "\nresources {}\n", 'main.tf:2: Unsupported block type: blocks of type "resources"'],
    ["moved", "moved {\n from = a.b\n to = a.c\n}\n", 'main.tf:1: "moved" blocks are not supported here.'],
    ["import", "import {\n to = a.c\n id = 1\n}\n", 'main.tf:1: "import" blocks are not supported here.'],
    ["check", 'check "x" {}\n', 'main.tf:1: "check" blocks are not supported here.'],
    ["removed", "removed {\n from = a.b\n}\n", 'main.tf:1: "removed" blocks are not supported here.'],
    ["ephemeral resources", 'ephemeral "a" "b" {}\n', 'main.tf:1: "ephemeral" blocks are not supported here.'],
    ["cloud", "terraform {\n  cloud {}\n}\n", 'main.tf:2: "cloud" in "terraform" is not supported here.'],
    ["experiments", "terraform {\n  experiments = []\n}\n", 'main.tf:2: "experiments" in "terraform" is not supported'],
    [
      "another version",
      'terraform {\n  required_version = "~> 1.5.0"\n}\n',
      "main.tf:2: Unsupported Terraform version",
    ],
    ["no version", 'terraform {\n  required_version = "new"\n}\n', "main.tf:2: Invalid version constraint"],
    ["connection", 'resource "a" "b" {\n  connection {}\n}\n', 'main.tf:2: "connection" in resource "a" "b"'],
    ["a provisioner of data", 'data "a" "b" {\n  provisioner "x" {}\n}\n', 'main.tf:2: "provisioner" in data "a" "b"'],
    ["count and for_each", 'resource "a" "b" {\n  count = 1\n  for_each = {}\n}\n', "main.tf:3: Invalid combination"],
    [
      "quoted names",
      'resource "a" "b" {\n  depends_on = ["a.c"]\n}\n',
      'main.tf:2: "depends_on" must be a list of references',
    ],
    ["lifecycle twice", 'resource "a" "b" {\n  lifecycle {}\n  lifecycle {}\n}\n', "main.tf:3: Duplicate lifecycle"],
    [
      "unknown lifecycle",
      'resource "a" "b" {\n  lifecycle {\n    x = 1\n  }\n}\n',
      'main.tf:3: Unsupported argument: "x"',
    ],
    ["a resource without name", 'resource "a" {}\n', 'main.tf:1: A "resource" block has 2 label(s)'],
    ["a resource twice", 'resource "a" "b" {}\nresource "a" "b" {}\n', "main.tf:2: Duplicate resource"],
    [
      "a local twice",
      "locals {\n  a = 1\n}\nlocals {\n  a = 2\n}\n",
      'main.tf:5: Duplicate local value: "a" was already',
    ],
    ["a provider twice", 'provider "a" {}\nprovider "a" {}\n', "main.tf:2: Duplicate provider configuration"],
    ["an output without value", 'output "a" {}\n', 'main.tf:1: Missing required argument: "value" is required'],
    [
      "an unknown type",
      'variable "a" {\n  type = text\n}\n',
      'main.tf:2: Invalid type specification: the keyword "text"',
    ],
    ["a wrong default", 'variable "a" {\n  type = number\n  default = "x"\n}\n', "main.tf:3: Invalid default value"],
    [
      "a computed default",
      'variable "a" {\n  default = upper("x")\n}\n',
      "main.tf:2: Invalid default value: Function calls",
    ],
    [
      "a reference as default",
      'variable "a" {\n  default = var.b\n}\n',
      "main.tf:2: Invalid default value: Variables not",
    ],
    ["ephemeral variables", 'variable "a" {\n  ephemeral = true\n}\n', 'main.tf:2: "ephemeral" in variable "a" is not'],
    ["an unknown variable", "locals {\n  a = var.b\n}\n", "main.tf:2: Reference to undeclared input variable"],
    ["an unknown local", "locals {\n  a = local.b\n}\n", "main.tf:2: Reference to undeclared local value"],
    ["an unknown resource", "locals {\n  a = [\n    x_y.z.id\n  ]\n}\n", "main.tf:3: Reference to undeclared resource"],
    [
      "an unknown data source",
      "locals {\n  a = data.x.y\n}\n",
      'main.tf:2: Reference to undeclared resource: a data resource "x" "y"',
    ],
    ["an unknown module", "locals {\n  a = module.x.y\n}\n", "main.tf:2: Reference to undeclared module"],
    ["a bare word", "locals {\n  a = yes\n}\n", 'main.tf:2: Invalid reference: "yes" must be followed'],
    [
      "an unknown function",
      "locals {\n  a = [for x in [] : nope(x)]\n}\n",
      'main.tf:2: Call to unknown function: there is no function named "nope".',
    ],
    [
      "an unsupported function",
      'locals {\n  a = bcrypt("x")\n}\n',
      'main.tf:2: The function "bcrypt" is not supported',
    ],
    [
      "each without for_each",
      'resource "a" "b" {\n  c = each.key\n}\n',
      'main.tf:2: Reference to "each" in context without',
    ],
    [
      "count without count",
      'resource "a" "b" {\n  c = count.index\n}\n',
      'main.tf:2: Reference to "count" in non-counted',
    ],
    ["self in a body", 'resource "a" "b" {\n  c = self.d\n}\n', 'main.tf:2: Invalid "self" reference'],
    [
      "a validation of more",
      'locals {\n  a = 1\n}\nvariable "b" {\n  validation {\n    condition = local.a == 1\n    error_message = ""\n  }\n}\n',
      "main.tf:6: A validation that refers to something other",
    ],
  ])("%s", (_what, source, message) => {
    const read = () => readSource(source);
    expect(read).toThrow(TerraformError);
    expect(read).toThrow(message);
  });
});
