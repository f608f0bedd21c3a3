import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Cloud, startCloud } from "../cloud/index.ts";
import { cli } from "./testing/fake-terminal.ts";

let cloud: Cloud;
let folder: string;

beforeAll(async () => {
  cloud = await startCloud({ offline: true });
  folder = mkdtempSync(join(tmpdir(), "gatehouse-apply-command-"));
  writeFileSync(
    join(folder, "main.tf"),
    `resource "terraform_data" "deployment" {
  input = "orders"

  provisioner "local-exec" {
    command = "echo \\"\${self.output} $ARM_TENANT_ID $HTTPS_PROXY\\" >> seen.txt"
  }
}
`,
  );
});
afterAll(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true });
});

describe("the command of a provisioner", () => {
  const counts = (created: number, unchanged: number) =>
    `${created} created, 0 updated, 0 replaced, 0 removed, ${unchanged} unchanged.\n`;

  test("is left out with --no-provisioners, which a warning tells", async () => {
    expect(await cli("apply", folder, "--no-provisioners", "--state", cloud.stateFolder)).toEqual({
      code: 0,
      out: counts(1, 0).trimEnd(),
      err: 'main.tf:4: terraform_data.deployment: the provisioner "local-exec" was skipped.',
    });
    await cli("destroy", folder, "--state", cloud.stateFolder);
  });

  test("runs once, in an environment in which it reaches this cloud", async () => {
    expect(await cli("apply", folder, "--state", cloud.stateFolder)).toMatchObject({ code: 0, err: "" });
    expect((await cli("apply", folder, "--state", cloud.stateFolder)).out).toContain(counts(0, 1).trimEnd());
    expect(readFileSync(join(folder, "seen.txt"), "utf8")).toBe(
      `orders ${cloud.operator.tenantId} http://127.0.0.1:${cloud.port}\n`,
    );
  });
});
