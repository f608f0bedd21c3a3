import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { zipFolder } from "../../support/zip-folder.ts";

const SOURCE = `
import { app } from "@azure/functions";
app.http("hello", { methods: ["GET"], authLevel: "function", handler: () => ({ body: "hello" }) });
`;

/** The zip of a function app with one function, `hello`, that wants a key. */
export async function zipFunctionApp(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), "function-app-"));
  try {
    writeFileSync(join(folder, "host.json"), JSON.stringify({ version: "2.0" }));
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "hello", main: "main.cjs" }));
    await build({
      stdin: { contents: SOURCE, resolveDir: import.meta.dirname },
      outfile: join(folder, "main.cjs"),
      bundle: true,
      platform: "node",
      format: "cjs",
      external: ["@azure/functions-core"],
      logLevel: "error",
    });
    return await zipFolder(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
