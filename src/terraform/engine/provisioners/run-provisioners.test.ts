import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fakeProject } from "../testing/apply-files.ts";
import { runLocalExec } from "./run-local-exec.ts";

const provisioned = (provisioner: string): string => `
resource "fake_thing" "other" {
  name = "other"
}
resource "fake_thing" "a" {
  name   = "a"
  secret = "hidden"
  provisioner "local-exec" {
    ${provisioner}
  }
}
`;

describe("local-exec", () => {
  test("runs a command with what the resource became, in its folder and environment, once", async () => {
    await using project = await fakeProject({ "inside/here": "" });
    const main = provisioned(`
      command     = "echo $GIVEN $SET \${self.id} \${fake_thing.a.id} \${fake_thing.other.id} > made"
      working_dir = "\${path.root}/inside"
      environment = { SET = "set" }
`);
    const options = {
      environment: { PATH: process.env.PATH, GIVEN: "no" },
      provisionerEnvironment: { GIVEN: "given" },
    };
    await project.apply(main, options);
    expect(await readFile(join(project.folder, "inside", "made"), "utf8")).toMatch(/^given set (a-\d) \1 other-\d\n$/);
    expect((await project.apply(main, options)).log).toEqual([]);
  });

  test("uses the interpreter that is named", async () => {
    await using project = await fakeProject();
    const output: string[] = [];
    const main = provisioned('command = "exit-code"\n    interpreter = ["/bin/echo", "first"]');
    await project.apply(main, { onProvisionerOutput: (address, text) => output.push(`${address}: ${text}`) });
    expect(output).toEqual(["fake_thing.a: first exit-code\n"]);
  });

  test("taints the resource when it fails, so that the next apply replaces it", async () => {
    await using project = await fakeProject();
    await expect(project.apply(provisioned('command = "echo why; exit 3"'))).rejects.toThrow(
      "main.tf:5: fake_thing.a: The command ended with exit code 3; its output ends with: why.",
    );
    expect((await project.apply(provisioned('command = "true"'))).log).toEqual(["delete a", "create a"]);
  });

  test("warns only when it fails with on_failure = continue", async () => {
    await using project = await fakeProject();
    await project.apply(provisioned('command = "exit 3"\n    on_failure = continue'));
    expect(project.warnings).toEqual(["fake_thing.a: The command ended with exit code 3, and without output."]);
  });

  test("says what to do when PowerShell is not there", async () => {
    await using project = await fakeProject();
    const main = provisioned('command = "x"\n    interpreter = ["PowerShell", "-Command"]');
    await expect(project.apply(main, { environment: { PATH: "/nowhere" } })).rejects.toThrow(
      /"PowerShell" could not be started.*Install PowerShell.*without provisioners/,
    );
  });

  test("shows no output of a command that was given a secret", async () => {
    await using project = await fakeProject();
    const output: string[] = [];
    const main = provisioned(`command = "echo \${self.secret}"`);
    await project.apply(main, { onProvisionerOutput: (_address, text) => output.push(text) });
    expect(output).toEqual([]);
  });

  test("is skipped with a warning when that is asked for", async () => {
    await using project = await fakeProject();
    await project.apply(provisioned('command = "exit 3"'), { provisioners: "skip" });
    expect(project.warnings).toEqual(['main.tf:8: fake_thing.a: the provisioner "local-exec" was skipped.']);
  });

  test("ends a command that takes too long, with all that it has started", async () => {
    const late = runLocalExec({
      ...{ command: "sleep 600 & wait", interpreter: [], workingFolder: undefined, environment: process.env },
      ...{ folder: import.meta.dirname, onOutput: () => {}, timeoutMs: 20 },
    });
    await expect(late).rejects.toMatchObject({ code: "TIMED_OUT" });
  });
});
