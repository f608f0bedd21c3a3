/**
 * Builds both function apps: `node demo/functions/build.ts` (Node 24).
 *
 * Each app becomes one file. A bundle needs no `node_modules` in the deployment zip, and a host that starts has one file to
 * read instead of a few thousand.
 */
import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build } from "esbuild";

const APPS = ["public", "private"] as const;

/** What came out for one function app. */
export interface BuiltFunctionApp {
  /** The app's folder name under `demo/functions`. */
  readonly name: (typeof APPS)[number];
  /** Absolute path of the folder whose content is the deployment zip: `host.json`, `package.json`, `dist/main.cjs`. */
  readonly packageFolder: string;
}

/**
 * Bundles the function apps, in parallel, into `demo/functions/<app>/package`. Calls may overlap: every file is replaced in
 * one step, so whoever reads the folder sees the old or the new file, never half of one.
 *
 * @returns the apps, public first.
 * @throws esbuild's `BuildFailure` when a source has an error; it lists file, line and column.
 */
export function buildFunctions(): Promise<readonly BuiltFunctionApp[]> {
  return Promise.all(APPS.map(buildApp));
}

async function buildApp(name: BuiltFunctionApp["name"]): Promise<BuiltFunctionApp> {
  const source = join(import.meta.dirname, name);
  const packageFolder = join(source, "package");
  const [bundle, host, version] = await Promise.all([
    bundleApp(source, packageFolder),
    readFile(join(source, "host.json")),
    readVersion(join(source, "package.json")),
  ]);
  // Azure's Node worker starts what `main` names. Nothing is listed as a dependency, so nothing tries to install any.
  const manifest = { name: `managed-identity-demo-${name}`, version, private: true, main: "dist/main.cjs" };
  await Promise.all([
    ...bundle.map((file) => replaceFile(file.path, file.contents, source)),
    replaceFile(join(packageFolder, "host.json"), host, source),
    replaceFile(join(packageFolder, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`, source),
  ]);
  return { name, packageFolder };
}

async function bundleApp(source: string, packageFolder: string) {
  const result = await build({
    absWorkingDir: source,
    entryPoints: ["src/main.ts"],
    outfile: join(packageFolder, "dist", "main.cjs"),
    bundle: true,
    platform: "node",
    target: "node22",
    // CommonJS: the libraries in the bundle still call `require`.
    format: "cjs",
    sourcemap: true,
    // The sources are in the repository; the map needs only the lines.
    sourcesContent: false,
    minify: false,
    // Not on npm: the Azure Functions worker supplies this module to the process that it starts.
    external: ["@azure/functions-core"],
    logLevel: "silent",
    write: false,
  });
  return result.outputFiles;
}

async function readVersion(path: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(path, "utf8"));
  if (typeof manifest === "object" && manifest !== null && "version" in manifest) {
    if (typeof manifest.version === "string") return manifest.version;
  }
  throw new TypeError(`${path} has no "version"; a function app's package.json needs one.`);
}

async function replaceFile(path: string, content: string | Uint8Array, scratchFolder: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  // Outside of the package, so that a zip made meanwhile does not pick it up.
  const temporary = join(scratchFolder, `.${randomUUID()}.tmp`);
  await writeFile(temporary, content);
  await rename(temporary, path);
}

if (import.meta.main) {
  for (const app of await buildFunctions()) console.log(`${app.name}: ${app.packageFolder}`);
}
