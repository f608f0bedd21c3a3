import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildFunctions } from "../demo/functions/build.ts";
import { type Cloud, startCloud } from "../src/cloud/index.ts";
import {
  applyFolder,
  createAzureClients,
  destroyFolder,
  memoryState,
  type SendRequest,
} from "../src/terraform/index.ts";

const demo = fileURLToPath(new URL("../demo", import.meta.url));
let cloud: Cloud;
let folder: string;

beforeAll(async () => {
  await buildFunctions();
  cloud = await startCloud();
  folder = mkdtempSync(join(tmpdir(), "gatehouse-terraform-"));
});
afterAll(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true });
});

/** Remembers what was asked for, but for tokens. */
function recorded(requests: string[]): SendRequest {
  return (request) => {
    if (request.url.hostname !== "login.microsoftonline.com")
      requests.push(`${request.method} ${request.url.hostname}${request.url.pathname}`);
    return cloud.outbound.request(request);
  };
}

function copyOfDemo(name: string): string {
  const copy = join(folder, name);
  cpSync(join(demo, "terraform"), join(copy, "terraform"), { recursive: true });
  symlinkSync(join(demo, "functions"), join(copy, "functions"));
  return join(copy, "terraform");
}

function edit(path: string, from: string, to: string): void {
  const before = readFileSync(path, "utf8");
  if (!before.includes(from)) throw new Error(`${path} has no ${from}.`);
  writeFileSync(path, before.replace(from, to));
}

describe("applying the demo's Terraform", () => {
  test("makes all of it, then nothing, then what differs, and takes all of it away again", async () => {
    const terraform = copyOfDemo("whole");
    const requests: string[] = [];
    const options = {
      folder: terraform,
      azure: createAzureClients(recorded(requests), cloud.operator),
      state: memoryState(),
      now: cloud.clock.now,
    };
    const before = cloud.resources.below("").length;

    const first = await applyFolder(options);
    expect(first.counts).toEqual({ create: 49, update: 0, replace: 0, none: 0, delete: 0 });

    requests.length = 0;
    const second = await applyFolder(options);
    expect(second.counts).toEqual({ create: 0, update: 0, replace: 0, none: 49, delete: 0 });
    expect(requests.filter((request) => !request.startsWith("GET"))).toEqual([]);
    expect([...second.outputs]).toEqual([...first.outputs]);

    const policy = join(terraform, "api_untrusted.tf");
    edit(
      policy,
      "<inbound>",
      '<inbound>\n        <return-response><set-status code="418" reason="Teapot" /></return-response>',
    );
    requests.length = 0;
    const third = await applyFolder(options);
    expect(third.counts).toMatchObject({ update: 1, none: 48 });
    expect(requests.filter((request) => !request.startsWith("GET"))).toEqual([
      expect.stringMatching(/^PUT management\.azure\.com.*\/apis\/untrusted\/operations\/test\/policies\/policy$/),
    ]);
    const url = new URL(String(third.outputs.get("untrusted_api_url")?.value));
    const headers = { "Ocp-Apim-Subscription-Key": String(third.outputs.get("apim_subscription_key")?.value) };
    expect((await cloud.outbound.request({ method: "GET", url, headers })).status).toBe(418);

    edit(join(terraform, "outputs.tf"), 'output "untrusted_api_url"', 'output "was_untrusted_api_url"');
    expect((await applyFolder(options)).outputs.has("untrusted_api_url")).toBe(false);

    expect(await destroyFolder(options)).toBe(49);
    expect(cloud.resources.below("").length).toBe(before);
  });

  test("takes variables from the command line and the environment", async () => {
    const files = join(folder, "variables");
    cpSync(join(demo, "terraform", "versions.tf"), join(files, "versions.tf"), { recursive: true });
    writeFileSync(
      join(files, "main.tf"),
      'variable "a" {}\nvariable "b" {\n  type = list(string)\n}\noutput "joined" {\n  value = join("-", concat([var.a], var.b))\n}\n',
    );
    const { outputs } = await applyFolder({
      folder: files,
      azure: createAzureClients(cloud.outbound.request, cloud.operator),
      state: memoryState(),
      now: cloud.clock.now,
      variables: [{ kind: "var", name: "a", value: "x" }],
      environment: { TF_VAR_b: '["y", "z"]' },
    });
    expect(outputs.get("joined")).toEqual({ value: "x-y-z", sensitive: false });
  });

  test("makes, keeps and removes the instances of count, for_each and modules", async () => {
    const files = join(folder, "instances");
    cpSync(join(demo, "terraform", "versions.tf"), join(files, "versions.tf"), { recursive: true });
    cpSync(join(demo, "terraform", "versions.tf"), join(files, "named", "versions.tf"), { recursive: true });
    writeFileSync(
      join(files, "named", "main.tf"),
      'variable "name" {}\nresource "azurerm_resource_group" "this" {\n  name     = var.name\n  location = "uksouth"\n}\noutput "id" {\n  value = azurerm_resource_group.this.id\n}\n',
    );
    const main = (names: string, count: number): void =>
      writeFileSync(
        join(files, "main.tf"),
        `resource "azurerm_resource_group" "counted" {\n  count    = ${count}\n  name     = "counted-\${count.index}"\n  location = "uksouth"\n}\nmodule "named" {\n  source   = "./named"\n  for_each = toset(${names})\n  name     = "named-\${each.key}"\n}\noutput "ids" {\n  value = { for key, group in module.named : key => group.id }\n}\n`,
      );
    const options = {
      folder: files,
      azure: createAzureClients(cloud.outbound.request, cloud.operator),
      state: memoryState(),
      now: cloud.clock.now,
    };
    const groups = () =>
      cloud.resources
        .list("Microsoft.Resources/resourceGroups")
        .map(({ name }) => name)
        .filter((name) => /^(counted|named)-/.test(name));
    main('["a", "b"]', 2);
    expect((await applyFolder(options)).counts.create).toBe(4);
    expect(groups()).toEqual(["counted-0", "counted-1", "named-a", "named-b"]);
    main('["b", "c"]', 1);
    const changed = await applyFolder(options);
    expect(changed.counts).toMatchObject({ create: 1, none: 2, delete: 2 });
    expect(groups()).toEqual(["counted-0", "named-b", "named-c"]);
    expect(Object.keys(changed.outputs.get("ids")?.value ?? {})).toEqual(["b", "c"]);
    expect(await destroyFolder(options)).toBe(3);
    expect(groups()).toEqual([]);
  });

  test("applies a folder that is written for azurerm 3 and azuread 2", async () => {
    const options = {
      folder: fileURLToPath(new URL("fixtures/older-providers", import.meta.url)),
      azure: createAzureClients(cloud.outbound.request, cloud.operator),
      state: memoryState(),
      now: cloud.clock.now,
    };
    expect((await applyFolder(options)).counts.create).toBe(13);
    expect((await applyFolder(options)).counts).toMatchObject({ create: 0, update: 0, replace: 0, none: 13 });
    expect(await destroyFolder(options)).toBe(13);
  });

  test.each([
    [
      "an unknown resource type",
      'resource "azurerm_kubernetes_cluster" "x" {\n  name = "x"\n}\n',
      /^main\.tf:1: The resource type "azurerm_kubernetes_cluster" is not supported/,
    ],
    [
      "an unknown block",
      'resource "azurerm_resource_group" "x" {\n  name     = "x"\n  location = "uksouth"\n  timeouts {}\n}\n',
      /^main\.tf:4: The block "timeouts" of azurerm_resource_group is not supported/,
    ],
    ["a cycle", "locals {\n  a = local.b\n  b = local.a\n}\n", /[Cc]ycle/],
    [
      "a lifecycle that is not followed",
      'resource "azurerm_resource_group" "x" {\n  name     = "x"\n  location = "uksouth"\n  lifecycle {\n    replace_triggered_by = [azurerm_resource_group.y]\n  }\n}\nresource "azurerm_resource_group" "y" {\n  name     = "y"\n  location = "uksouth"\n}\n',
      /^main\.tf:\d: The lifecycle argument "replace_triggered_by" of azurerm_resource_group\.x is not supported/,
    ],
    [
      "a provisioner that is not run",
      'resource "azurerm_resource_group" "x" {\n  name     = "x"\n  location = "uksouth"\n  provisioner "remote-exec" {\n    inline = ["true"]\n  }\n}\n',
      /^main\.tf:4: The provisioner "remote-exec" is not supported/,
    ],
  ])("refuses %s before anything is sent", async (name, text, message) => {
    const files = join(folder, name.replaceAll(" ", "-"));
    cpSync(join(demo, "terraform", "versions.tf"), join(files, "versions.tf"), { recursive: true });
    writeFileSync(join(files, "main.tf"), text);
    const requests: string[] = [];
    const applied = applyFolder({
      folder: files,
      azure: createAzureClients(recorded(requests), cloud.operator),
      state: memoryState(),
      now: cloud.clock.now,
    });
    await expect(applied).rejects.toThrow(message);
    expect(requests).toEqual([]);
  });
});
