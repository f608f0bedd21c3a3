import { glob, readdir, readFile, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { z } from "zod";
import { FunctionAppStartError } from "./function-app-start-error.ts";
import type { StartMessage } from "./protocol.ts";

const schema = z.looseObject({
  main: z.string().optional(),
  type: z.enum(["module", "commonjs"]).optional(),
});

/**
 * Finds the files that an app is loaded from: `main` of its `package.json`, a path or a glob (Azure Functions Node.js developer
 * guide: "Registering a function").
 *
 * @returns paths relative to `folder`, a glob's in alphabetical order.
 * @throws FunctionAppStartError `PACKAGE_JSON_INVALID`, `ENTRY_POINT_NOT_FOUND`, or `UNSUPPORTED_PROGRAMMING_MODEL` for an app that
 *   describes its functions in `function.json` files, as before version 4 of the programming model.
 */
export async function findEntryPoints(folder: string): Promise<Pick<StartMessage, "entryPoints" | "packageType">> {
  await refuseFunctionJson(folder);
  const { main, type: packageType = "commonjs" } = await readPackageJson(folder);
  if (main === undefined || main === "") {
    throw notFound(
      `package.json in ${folder} has no "main". It names the file, or a glob of the files, that register functions.`,
    );
  }
  const entryPoints = /[*?{}[\]!]/.test(main) ? await filesOf(folder, main) : await fileAt(folder, main);
  if (entryPoints.length > 0) return { entryPoints, packageType };
  throw notFound(
    `package.json "main" is "${main}", but no such file is in ${folder}: build the app first, or correct "main".`,
  );
}

async function readPackageJson(folder: string): Promise<z.infer<typeof schema>> {
  const path = join(folder, "package.json");
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch {
    throw new FunctionAppStartError(
      "PACKAGE_JSON_INVALID",
      `There is no ${path}. Its "main" says which files register functions.`,
    );
  }
  try {
    return schema.parse(JSON.parse(text.replace(/^\uFEFF/, "")));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new FunctionAppStartError("PACKAGE_JSON_INVALID", `${path} can't be read: ${reason}`);
  }
}

async function filesOf(folder: string, pattern: string): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const entry of glob(pattern, { cwd: folder, withFileTypes: true })) {
    if (entry.isFile()) files.push(relative(folder, join(entry.parentPath, entry.name)));
  }
  return files.toSorted();
}

async function fileAt(folder: string, path: string): Promise<readonly string[]> {
  const file = await stat(join(folder, path)).catch(() => undefined);
  return file?.isFile() ? [path] : [];
}

async function refuseFunctionJson(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory() && entry.name !== "node_modules");
  const described = await Promise.all(
    folders.map(async ({ name }) => ((await fileAt(folder, join(name, "function.json"))).length > 0 ? [name] : [])),
  );
  const names = described.flat();
  if (names.length === 0) return;
  throw new FunctionAppStartError(
    "UNSUPPORTED_PROGRAMMING_MODEL",
    `${names.map((name) => `${name}/function.json`).join(", ")} in ${folder} describe functions of the programming model before version 4, which isn't supported. Register them with app.http(…) of @azure/functions 4 and delete the files.`,
  );
}

function notFound(message: string): FunctionAppStartError {
  return new FunctionAppStartError("ENTRY_POINT_NOT_FOUND", message);
}
