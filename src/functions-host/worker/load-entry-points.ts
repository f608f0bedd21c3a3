import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { FunctionAppStartError } from "../function-app-start-error.ts";
import type { StartMessage } from "../protocol.ts";
import { registrations } from "./registrations.ts";

/**
 * Loads the app's files in order, each as Azure's worker does: `.mjs` by `import`, `.cjs` by `require`, `.js` as `type` of the root's
 * `package.json` says.
 *
 * @throws FunctionAppStartError `LOAD_FAILED`, with the stack of what went wrong. Azure starts the app without its functions
 *   instead, and every request gets a 404.
 */
export async function loadEntryPoints({
  folder,
  entryPoints,
  packageType,
}: Pick<StartMessage, "folder" | "entryPoints" | "packageType">): Promise<void> {
  for (const entryPoint of entryPoints) {
    registrations.loading(entryPoint);
    const path = join(folder, entryPoint);
    try {
      if (entryPoint.endsWith(".mjs") || (packageType === "module" && !entryPoint.endsWith(".cjs"))) {
        await import(pathToFileURL(path).href);
      } else {
        createRequire(path)(path);
      }
    } catch (error) {
      throw new FunctionAppStartError("LOAD_FAILED", describe(entryPoint, error));
    }
  }
}

function describe(entryPoint: string, error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  const missing = code === "MODULE_NOT_FOUND" || code === "ERR_MODULE_NOT_FOUND";
  const advice = missing ? " A module is missing: install the app's dependencies, or bundle them." : "";
  return `The entry point ${entryPoint} failed while it was loaded.${advice}\n${text}`;
}
