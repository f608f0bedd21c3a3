import { resolve } from "node:path";
import { checkModule } from "./configuration/check-module.ts";
import { readFolder } from "./configuration/read-folder.ts";
import { readModule } from "./configuration/read-module.ts";
import { moduleSource, readModuleCall } from "./configuration/read-module-call.ts";
import { SyntaxJudge } from "./configuration/syntax-judge.ts";
import type { Configuration, Module, ModuleCall } from "./module.ts";
import { parseFile } from "./syntax/parse-body.ts";
import { TerraformError } from "./terraform-error.ts";

/** How deep modules may call each other. */
const MAXIMUM_DEPTH = 16;

/**
 * Reads the `.tf` files of a root folder and of the local modules that it calls. Everything is checked that can be
 * without values: the syntax (by HashiCorp's parser), unknown and unsupported blocks and arguments, references to what
 * is not declared, calls of unknown functions. Throws TerraformError with file and line.
 */
export async function loadConfiguration(folder: string): Promise<Configuration> {
  const root = resolve(folder);
  await using judge = new SyntaxJudge();
  const modules: Module[] = [];
  const rootModule = await loadModule({ folder: root, path: [], root, judge, modules });
  return { folder: root, root: rootModule, modules };
}

interface Loading {
  readonly folder: string;
  readonly path: readonly string[];
  readonly root: string;
  readonly judge: SyntaxJudge;
  /** All modules found so far; a module comes before those that it calls. */
  readonly modules: Module[];
}

async function loadModule(loading: Loading): Promise<Module> {
  const { folder, path, root, judge, modules } = loading;
  const files = await readFolder(folder, root);
  await judge.check(files);
  const { calls, ...read } = readModule(files.map(({ file, text }) => parseFile(file, text)));
  const moduleCalls = new Map<string, ModuleCall>();
  const module: Module = { ...read, path, folder, moduleCalls };
  modules.push(module);
  for (const [name, block] of calls) {
    if (path.length >= MAXIMUM_DEPTH)
      throw new TerraformError("UNSUPPORTED", `Modules call each other more than ${MAXIMUM_DEPTH} deep.`, block.range);
    const called = await loadModule({
      ...loading,
      folder: resolve(folder, moduleSource(block)),
      path: [...path, name],
    });
    moduleCalls.set(name, readModuleCall(block, called));
  }
  checkModule(module);
  return module;
}
