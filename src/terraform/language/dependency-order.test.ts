import { describe, expect, test } from "vitest";
import { dependencyOrder } from "./dependency-order.ts";
import { loadConfiguration } from "./load-configuration.ts";
import { TerraformError } from "./terraform-error.ts";
import { configurationFolder } from "./testing/configuration-folder.ts";

async function order(files: Readonly<Record<string, string>>) {
  await using folder = await configurationFolder(files);
  return dependencyOrder(await loadConfiguration(folder.path));
}

async function addresses(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  return (await order(files)).map((node) => node.address);
}

async function needs(files: Readonly<Record<string, string>>, address: string): Promise<readonly string[]> {
  const node = (await order(files)).find((candidate) => candidate.address === address);
  return [...(node?.dependsOn ?? [])].sort();
}

describe("the order of a configuration", () => {
  test("puts what is needed first, and otherwise keeps the order of the files", async () => {
    const files = {
      "main.tf": `
        output "o" { value = x_a.first.id }
        resource "x_a" "first" { b = x_a.second.id }
        resource "x_a" "free" {}
        resource "x_a" "second" { c = local.l }
        locals { l = [var.v, data.x_d.d.id] }
        data "x_d" "d" {}
        variable "v" {}
      `,
    };
    expect(await addresses(files)).toEqual([
      ...["var.v", "data.x_d.d", "local.l", "x_a.second", "x_a.first", "x_a.free", "output.o"],
    ]);
  });

  test("counts every place where a resource can refer to something", async () => {
    const locals = ["a", "b", "c", "d", "e", "f", "g", "h"].map((name) => ` ${name} = 1`).join("\n");
    const files = {
      "main.tf": `
        locals {
          ${locals}
        }
        provider "x" { y = local.h }
        resource "x_other" "o" {}
        resource "x_a" "a" {
          for_each = { k = local.a }
          b        = local.b
          nested {
            c = local.c
          }
          dynamic "d" {
            for_each = [local.d]
            content {
              e = d.value + local.e
            }
          }
          depends_on = [x_other.o]
          lifecycle {
            replace_triggered_by = [local.f]
            precondition {
              condition     = local.g == 1
              error_message = ""
            }
          }
        }
      `,
    };
    expect(await needs(files, "x_a.a")).toEqual([
      ...["local.a", "local.b", "local.c", "local.d", "local.e", "local.f", "local.g", "provider.x", "x_other.o"],
    ]);
    expect(await needs(files, "provider.x")).toEqual(["local.h"]);
  });

  test("goes through modules: call, variable, inside, output, and what reads it", async () => {
    const files = {
      "main.tf": `
        resource "x_a" "after" { v = module.m.out }
        module "m" {
          source = "./m"
          in     = x_a.before.id
          count  = local.n
        }
        resource "x_a" "before" {}
        locals { n = 2 }
      `,
      "m/main.tf": `
        output "out" { value = x_b.b.id }
        output "unread" { value = 1 }
        resource "x_b" "b" { v = var.in }
        variable "in" {}
      `,
    };
    expect(await needs(files, "module.m")).toEqual(["local.n"]);
    expect(await needs(files, "module.m.var.in")).toEqual(["module.m", "x_a.before"]);
    expect(await needs(files, "module.m.x_b.b")).toEqual(["module.m", "module.m.var.in"]);
    expect(await needs(files, "x_a.after")).toEqual(["module.m", "module.m.output.out"]);
    const found = await addresses(files);
    expect(found.indexOf("x_a.after")).toBeGreaterThan(found.indexOf("module.m.output.out"));
  });

  test("lets depends_on of a module wait for everything in it", async () => {
    const files = {
      "main.tf": 'module "m" {\n source = "./m"\n}\nresource "x_a" "a" {\n depends_on = [module.m]\n}\n',
      "m/main.tf": 'resource "x_b" "b" {}\n',
    };
    expect(await needs(files, "x_a.a")).toEqual(["module.m", "module.m.x_b.b"]);
  });

  test("takes the provider that a module is given", async () => {
    const files = {
      "main.tf": `
        provider "x" { alias = "hub" }
        provider "y" {}
        module "m" {
          source    = "./m"
          providers = { x = x.hub }
        }
      `,
      "m/main.tf": 'resource "x_b" "b" {}\nresource "y_b" "b" {}\n',
    };
    expect(await needs(files, "module.m.x_b.b")).toEqual(["module.m", "provider.x.hub"]);
    expect(await needs(files, "module.m.y_b.b")).toEqual(["module.m", "provider.y"]);
  });

  test("reports a cycle with every member and its place", async () => {
    const ordering = order({
      "a.tf": "locals {\n  one = local.two\n}\n",
      "b.tf": 'locals {\n  two = x_a.three.id\n}\n\nresource "x_a" "three" {\n  v = local.one\n}\n',
    });
    await expect(ordering).rejects.toThrow(TerraformError);
    await expect(ordering).rejects.toThrow(
      "a.tf:2: Cycle: these need each other: local.one (a.tf:2), local.two (b.tf:2), x_a.three (b.tf:5).",
    );
  });

  test("reports what needs itself", async () => {
    await expect(order({ "a.tf": 'resource "x_a" "a" {\n  v = x_a.a.id\n}\n' })).rejects.toThrow("x_a.a (a.tf:1)");
  });
});
