import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { posix, resolve } from "node:path";
import { setOf } from "../collection-kind.ts";
import { TerraformError } from "../terraform-error.ts";
import { decodeUtf8 } from "./decode-utf8.ts";
import { define, type FunctionContext, type FunctionTable, failure, type LanguageFunction } from "./define.ts";
import { matchingFiles } from "./file-set.ts";
import { text } from "./parameter.ts";

/** The largest file that a function reads. */
const MAXIMUM_BYTES = 64 * 1024 * 1024;

/** Functions that read files. Relative paths start at the folder of the run, as in `path.cwd`. */
export const filesystemFunctions: FunctionTable = new Map([
  ["abspath", define([text("path")], ([path], { folder }) => absolute(path, folder))],
  ["basename", define([text("path")], ([path]) => (path === "" ? "." : posix.basename(path) || "/"))],
  ["dirname", define([text("path")], ([path]) => directoryOf(path))],
  ["file", define([text("path")], ([path], context) => readText(path, context))],
  ["filebase64", define([text("path")], ([path], context) => readBytes(path, context).toString("base64"))],
  ["filebase64sha256", fileHash("sha256", "base64")],
  ["filebase64sha512", fileHash("sha512", "base64")],
  ["fileexists", define([text("path")], ([path], context) => fileExists(path, context))],
  ["filemd5", fileHash("md5", "hex")],
  [
    "fileset",
    define([text("path"), text("pattern")], ([path, pattern], { folder }) =>
      setOf(matchingFiles(absolute(path, folder), pattern)),
    ),
  ],
  ["filesha1", fileHash("sha1", "hex")],
  ["filesha256", fileHash("sha256", "hex")],
  ["filesha512", fileHash("sha512", "hex")],
  ["pathexpand", define([text("path")], ([path]) => expandHome(path))],
]);

function fileHash(algorithm: string, encoding: "hex" | "base64"): LanguageFunction {
  return define([text("path")], ([path], context) =>
    createHash(algorithm).update(readBytes(path, context)).digest(encoding),
  );
}

function expandHome(path: string): string {
  return path === "~" || path.startsWith("~/") ? homedir() + path.slice(1) : path;
}

/** Everything before the last slash, so that `a/b/` is in `a/b`. */
function directoryOf(path: string): string {
  const directory = posix.normalize(path.slice(0, path.lastIndexOf("/") + 1) || ".");
  return directory.length > 1 && directory.endsWith("/") ? directory.slice(0, -1) : directory;
}

function absolute(path: string, folder: string): string {
  return resolve(folder, expandHome(path));
}

/** The text of a file. Throws TerraformError when it is missing, too large, or no UTF-8. */
export function readText(path: string, context: FunctionContext): string {
  return decodeUtf8(readBytes(path, context), `the contents of ${path}`);
}

function readBytes(path: string, { folder }: FunctionContext): Buffer {
  const file = absolute(path, folder);
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined)
    throw new TerraformError(
      "FILE",
      `no file exists at "${path}"; only files that lie there before the run can be read`,
    );
  if (!found.isFile()) throw new TerraformError("FILE", `"${path}" is a directory or a device, not a file`);
  if (found.size > MAXIMUM_BYTES)
    throw new TerraformError("FILE", `"${path}" has ${found.size} bytes; at most ${MAXIMUM_BYTES} are read here`);
  try {
    return readFileSync(file);
  } catch (error) {
    throw new TerraformError("FILE", `can't read "${path}": ${error instanceof Error ? error.message : String(error)}`);
  }
}

function fileExists(path: string, { folder }: FunctionContext): boolean {
  const found = statSync(absolute(path, folder), { throwIfNoEntry: false });
  if (found === undefined) return false;
  if (!found.isFile()) throw failure(`"${path}" is a directory, not a file`);
  return true;
}
