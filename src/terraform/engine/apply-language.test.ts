import { describe, expect, test } from "vitest";
import { memoryState } from "./state.ts";
import { fakeProject } from "./testing/apply-files.ts";

describe("for_each", () => {
  const each = (keys: string): string => `
resource "fake_thing" "each" {
  for_each = toset(${keys})
  name     = each.key
}
output "ids" {
  value = { for key, thing in fake_thing.each : key => thing.id }
}
`;

  test("makes and deletes by key, and leaves the other instances alone", async () => {
    await using project = await fakeProject();
    await project.apply(each('["a", "b"]'));
    const { log, outputs } = await project.apply(each('["b", "c"]'));
    expect(log).toEqual(["create c", "delete a"]);
    expect(outputs.get("ids")?.value).toEqual({ b: "b-2", c: "c-3" });
  });
});

describe("modules", () => {
  const files = {
    "named/main.tf": `
variable "name" {}
resource "fake_thing" "this" {
  name = var.name
}
output "id" {
  value = fake_thing.this.id
}
`,
  };

  test("have their own resources, and give their outputs to the caller", async () => {
    await using project = await fakeProject(files);
    const { log, outputs } = await project.apply(`
module "one" {
  source = "./named"
  name   = "one"
}
resource "fake_thing" "after" {
  name = "after"
  text = module.one.id
}
output "id" {
  value = module.one.id
}
`);
    expect(log).toEqual(["create one", "create after"]);
    expect(outputs.get("id")).toEqual({ value: "one-1", sensitive: false });
    expect(project.saved.at(-1)?.instances.map(({ address }) => address)).toEqual([
      "module.one.fake_thing.this",
      "fake_thing.after",
    ]);
  });

  test("with count 0 have no instances, and can be referred to all the same", async () => {
    await using project = await fakeProject(files);
    const { outputs } = await project.apply(`
module "none" {
  source = "./named"
  count  = 0
  name   = "none"
}
output "ids" {
  value = module.none[*].id
}
`);
    expect(outputs.get("ids")?.value).toEqual([]);
  });
});

describe("outputs and values", () => {
  test("a secret attribute makes an output sensitive, which has to be said", async () => {
    await using project = await fakeProject();
    const thing = 'resource "fake_thing" "a" {\n  name = "a"\n}\n';
    await expect(project.apply(`${thing}output "key" {\n  value = fake_thing.a.key\n}\n`)).rejects.toThrow("main.tf:4");
    const { outputs } = await project.apply(
      `${thing}output "key" {\n  value     = fake_thing.a.key\n  sensitive = true\n}\n`,
    );
    expect(outputs.get("key")).toEqual({ value: "key of a-1", sensitive: true });
  });

  test("what a data source reads is there before what needs it", async () => {
    await using project = await fakeProject();
    await project.apply(`
data "fake_thing" "d" {
  name = "d"
}
resource "fake_thing" "a" {
  name = "a"
  text = data.fake_thing.d.id
}
`);
    expect(project.cloud.things.get("a-1")).toMatchObject({ text: "read-d" });
  });

  test("texts, numbers and sets are converted as Terraform does", async () => {
    await using project = await fakeProject();
    const main = (members: string): string => `
resource "fake_thing" "a" {
  name     = 7
  members  = ${members}
  settings = { on = true, none = null }
  part {
    size = "3"
  }
}
`;
    await project.apply(main('["b", "a", "b"]'));
    expect(project.cloud.things.get("7-1")).toMatchObject({
      ...{ name: "7", members: ["a", "b"], settings: { on: "true" }, part: [{ size: 3 }] },
    });
    expect((await project.apply(main('["a", "b"]'))).log).toEqual([]);
  });
});

describe("lifecycle", () => {
  const thing = (name: string, text: string, lifecycle: string): string =>
    `resource "fake_thing" "a" {\n  name = "${name}"\n  text = "${text}"\n  lifecycle {\n    ${lifecycle}\n  }\n}\n`;

  test("ignore_changes leaves an argument as it was", async () => {
    await using project = await fakeProject();
    await project.apply(thing("a", "old", "ignore_changes = [text]"));
    expect((await project.apply(thing("a", "new", "ignore_changes = [text]"))).log).toEqual([]);
    expect((await project.apply(thing("a", "new", "ignore_changes = []"))).log).toEqual(["update a"]);
  });

  test("prevent_destroy refuses a replacement and a destruction, with the place", async () => {
    await using project = await fakeProject();
    await project.apply(thing("a", "x", "prevent_destroy = true"));
    await expect(project.apply(thing("b", "x", "prevent_destroy = true"))).rejects.toThrow(
      /^main\.tf:1: .*prevent_destroy/,
    );
    await expect(project.destroy()).rejects.toThrow(/^main\.tf:1: .*prevent_destroy/);
    expect(project.cloud.log).toEqual([]);
  });

  test("create_before_destroy makes the new one first, also of what it hangs on, and deletes the old ones last", async () => {
    await using project = await fakeProject();
    const main = (name: string): string => `
resource "fake_thing" "below" {
  name = "below-${name}"
}
${thing(`above-${name}`, "x", "create_before_destroy = true").replace('"x"', "fake_thing.below.id")}
`;
    await project.apply(main("1"));
    expect((await project.apply(main("2"))).log).toEqual([
      ...["create below-2", "create above-2", "delete above-1", "delete below-1"],
    ]);
    expect((await project.apply(main("2"))).log).toEqual([]);
  });
});

describe("what can be known without values is refused before anything is done", () => {
  const cases: readonly (readonly [what: string, main: string, message: RegExp])[] = [
    [
      "an unknown type",
      'resource "fake_other" "a" {}\n',
      /^main\.tf:1: The resource type "fake_other" is not supported.*gatehouse run -- terraform apply/,
    ],
    ["an unknown data source", 'data "fake_other" "a" {}\n', /^main\.tf:1: The data source "fake_other"/],
    [
      "an unknown argument",
      'resource "fake_thing" "a" {\n  name = "a"\n  colour = 1\n}\n',
      /^main\.tf:3: The argument "colour" of fake_thing is not supported/,
    ],
    [
      "an unknown block",
      'resource "fake_thing" "a" {\n  name = "a"\n  piece {}\n}\n',
      /^main\.tf:3: The block "piece"/,
    ],
    [
      "an unknown argument in a dynamic block",
      'resource "fake_thing" "a" {\n  name = "a"\n  dynamic "part" {\n    for_each = []\n    content {\n      width = 1\n    }\n  }\n}\n',
      /^main\.tf:6: The argument "width" of fake_thing\.part/,
    ],
    ["a missing argument", 'resource "fake_thing" "a" {\n}\n', /^main\.tf:1: Missing required argument: "name"/],
    [
      "a block too many",
      'resource "fake_thing" "a" {\n  name = "a"\n  only {}\n  only {}\n}\n',
      /^main\.tf:4: Too many "only" blocks/,
    ],
    ["a reference to nothing", 'resource "fake_thing" "a" {\n  name = fake_thing.b.id\n}\n', /^main\.tf:2: /],
    [
      "a cycle",
      'resource "fake_thing" "a" {\n  name = fake_thing.b.id\n}\nresource "fake_thing" "b" {\n  name = fake_thing.a.id\n}\n',
      /Cycle.*fake_thing\.a/,
    ],
    [
      "replace_triggered_by",
      'resource "fake_thing" "a" {\n  name = "a"\n}\nresource "fake_thing" "b" {\n  name = "b"\n  lifecycle {\n    replace_triggered_by = [fake_thing.a]\n  }\n}\n',
      /^main\.tf:7: .*"replace_triggered_by"/,
    ],
    [
      "ignore_changes of an argument that isn't there",
      'resource "fake_thing" "a" {\n  name = "a"\n  lifecycle {\n    ignore_changes = [colour]\n  }\n}\n',
      /ignore_changes names "colour"/,
    ],
    [
      "a provisioner of another kind",
      'resource "fake_thing" "a" {\n  name = "a"\n  provisioner "remote-exec" {}\n}\n',
      /^main\.tf:3: The provisioner "remote-exec"/,
    ],
    [
      "a provisioner at destruction",
      'resource "fake_thing" "a" {\n  name = "a"\n  provisioner "local-exec" {\n    when    = destroy\n    command = "true"\n  }\n}\n',
      /^main\.tf:4: A provisioner at destruction/,
    ],
    ["an unknown provider", 'provider "aws" {}\n', /^main\.tf:1: The provider "aws" is not supported/],
    [
      "an unknown argument of a provider",
      'provider "azurerm" {\n  features {}\n  colour = 1\n}\n',
      /^main\.tf:3: The argument "colour" of provider "azurerm"/,
    ],
    ["a provider without features", 'provider "azurerm" {}\n', /^main\.tf:1: Missing required block: "features"/],
    [
      "features that are not constant",
      'variable "keep" {\n  default = true\n}\nprovider "azurerm" {\n  features {\n    resource_group {\n      prevent_deletion_if_contains_resources = var.keep\n    }\n  }\n}\n',
      /^main\.tf:7: .*must be written as true or false/,
    ],
    [
      "a spelling that the provider's version does not know",
      'terraform {\n  required_providers {\n    fake = {\n      source  = "hashicorp/fake"\n      version = "~> 4.2"\n    }\n  }\n}\nresource "fake_thing" "a" {\n  name = "a"\n  old_spelling = "x"\n}\n',
      /^main\.tf:11: Unsupported argument: version 4 of the provider fake/,
    ],
  ];

  test.each(cases)("%s", async (_what, main, message) => {
    await using project = await fakeProject();
    await expect(project.apply(main)).rejects.toThrow(message);
    expect(project.cloud.log).toEqual([]);
    expect(project.saved).toEqual([]);
  });

  test("another tenant than the apply's, before any resource of the provider", async () => {
    await using project = await fakeProject();
    const main = 'provider "azurerm" {\n  features {}\n  tenant_id = "other"\n}\n';
    await expect(project.apply(main, { state: memoryState() })).rejects.toThrow(
      /^main\.tf:3: "tenant_id" of the provider block is "other"; it must be the one that this apply has \(tenant\)/,
    );
  });
});
