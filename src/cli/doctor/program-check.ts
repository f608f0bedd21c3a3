import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { Finding } from "./check.ts";

/** Where a program is that Gatehouse can do without. */
export function programCheck(name: string, use: string): Finding {
  const path = findOnPath(name);
  return {
    verdict: "note",
    about: path === undefined ? `${name} is not on the PATH; only ${use}.` : `${name} is ${path}.`,
  };
}

function findOnPath(name: string): string | undefined {
  const { PATH = "", PATHEXT = "" } = process.env;
  const endings = process.platform === "win32" ? PATHEXT.split(";") : [""];
  return PATH.split(delimiter)
    .filter((folder) => folder !== "")
    .flatMap((folder) => endings.map((ending) => join(folder, name + ending)))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
