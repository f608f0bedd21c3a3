import { relative, sep } from "node:path";
import type { Configuration, Module } from "./module.ts";
import type { ScopePaths } from "./scope.ts";

/** The `path.*` values inside a module. The run counts as started in the root folder, so `path.root` is `.`. */
export function modulePaths(configuration: Configuration, module: Module): ScopePaths {
  const path = relative(configuration.folder, module.folder).split(sep).join("/");
  return { module: path === "" ? "." : path, root: ".", cwd: configuration.folder };
}
