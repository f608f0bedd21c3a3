import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const repository = fileURLToPath(new URL("..", import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-failures-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** A copy of the demo to break. Its build script only says that it ran: the packages are those of the repository. */
function brokenDemo(name: string, breakIt: (demo: string) => void): string {
  const demo = join(folder, name);
  cpSync(join(repository, "demo", "terraform"), join(demo, "terraform"), { recursive: true });
  mkdirSync(join(demo, "functions"));
  for (const app of ["public", "private"])
    symlinkSync(join(repository, "demo", "functions", app), join(demo, "functions", app));
  writeFileSync(
    join(demo, "functions", "build.ts"),
    `export { buildFunctions } from ${JSON.stringify(join(repository, "demo", "functions", "build.ts"))};`,
  );
  breakIt(demo);
  return demo;
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function gatehouse(...parameters: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(repository, "src", "cli", "main.ts"), ...parameters],
      { cwd: folder, timeout: 60_000 },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === "number" ? error.code : error === null ? 0 : 1, stdout, stderr });
      },
    );
  });
}

const once = ["--once", "--in-memory", "--port", "0"];

/** The command resolves only when its pipes are closed, so that it resolves at all says that nothing of it runs on. */
describe("what goes wrong is told in a line, with an exit code, and nothing is left running", () => {
  test("a port in use", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? String(address.port) : "";
    const { code, stdout, stderr } = await gatehouse("up", "--in-memory", "--port", port);
    server.close();
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(new RegExp(`^gatehouse: Port ${port} on 127\\.0\\.0\\.1 is in use\\. .*--port\\.\\n$`));
  });

  test("a folder without a demo", async () => {
    const { code, stderr } = await gatehouse("demo", ...once, "--demo", join(folder, "nothing"));
    expect(code).toBe(1);
    expect(stderr).toContain("There is no demo in");
  });

  test("a Terraform file that can't be read", async () => {
    const demo = brokenDemo("syntax", (path) =>
      writeFileSync(join(path, "terraform", "storage.tf"), 'resource "azurerm_storage_account" "x" {\n  name = \n}\n'),
    );
    const { code, stderr } = await gatehouse("demo", ...once, "--demo", demo);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^gatehouse: storage\.tf:2: /);
  });

  test("a Terraform argument that doesn't exist", async () => {
    const demo = brokenDemo("argument", (path) => {
      const file = join(path, "terraform", "resource_groups.tf");
      writeFileSync(file, readFileSync(file, "utf8").replace("location =", 'colour = "red"\n  location ='));
    });
    const { code, stderr } = await gatehouse("demo", ...once, "--demo", demo);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^gatehouse: resource_groups\.tf:\d+: The argument "colour" of azurerm_resource_group is not supported/,
    );
  });

  test("a function app that doesn't start", async () => {
    const demo = brokenDemo("storage", (path) => {
      const file = join(path, "terraform", "storage.tf");
      writeFileSync(
        file,
        readFileSync(file, "utf8").replaceAll('"Storage Blob Data Owner"', '"Storage Blob Data Reader"'),
      );
    });
    const { code, stderr } = await gatehouse("demo", ...once, "--demo", demo);
    expect(code).toBe(1);
    expect(stderr).toContain("Storage Blob Data Owner");
    expect(stderr).toContain("fn-apim-mi-demo-private");
  });

  test("a policy that Azure would refuse", async () => {
    const demo = brokenDemo("policy", (path) => {
      const file = join(path, "terraform", "api_untrusted.tf");
      writeFileSync(
        file,
        readFileSync(file, "utf8")
          .replace("<set-header name=", "<set-heder name=")
          .replace("</set-header>", "</set-heder>"),
      );
    });
    const { code, stderr } = await gatehouse("demo", ...once, "--demo", demo);
    expect(code).toBe(1);
    expect(stderr).toMatch(/api_untrusted\.tf:\d+: .*ValidationError/s);
    expect(stderr).toContain("set-heder");
  });

  test("an unknown command", async () => {
    const { code, stderr } = await gatehouse("aply");
    expect(code).toBe(1);
    expect(stderr).toContain("apply");
  });
});
