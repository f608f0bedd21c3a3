import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { TerraformError } from "../terraform-error.ts";
import type { SourceFile } from "./syntax-judge.ts";

const MAXIMUM_BYTES = 8 * 1024 * 1024;

/**
 * Reads the `.tf` files of a folder by name. `root` is the folder that the names in messages are relative to. Throws
 * TerraformError: no such folder, no such file in it, or a kind of file that is not supported.
 */
export async function readFolder(folder: string, root: string): Promise<readonly SourceFile[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw new TerraformError(
      "FILE",
      `Can't read the folder ${folder}: ${error instanceof Error ? error.message : error}`,
    );
  });
  const found = names.filter((name) => !isIgnored(name)).toSorted();
  const unsupported = found.find((name) => name.endsWith(".tf.json") || /(?:^|_)override\.tf$/.test(name));
  if (unsupported !== undefined)
    throw new TerraformError(
      "UNSUPPORTED",
      `${join(folder, unsupported)}: JSON configuration and override files are not supported; write a .tf file.`,
    );
  const files = found.filter((name) => name.endsWith(".tf"));
  if (files.length === 0)
    throw new TerraformError("FILE", `No configuration files: there is no .tf file in ${folder}.`);
  return Promise.all(files.map((name) => readSource(join(folder, name), root)));
}

/** Reads one file; its name in messages is relative to `root`, with `/`. */
export async function readSource(path: string, root: string): Promise<SourceFile> {
  const file = relative(root, path).split(sep).join("/");
  try {
    const { size } = await stat(path);
    if (size > MAXIMUM_BYTES) throw new Error(`it has ${size} bytes; at most ${MAXIMUM_BYTES} are read`);
    return { file, text: await readFile(path, "utf8") };
  } catch (error) {
    throw new TerraformError("FILE", `Can't read ${path}: ${error instanceof Error ? error.message : error}`);
  }
}

/** Terraform passes over hidden files and what editors leave behind. */
function isIgnored(name: string): boolean {
  return name.startsWith(".") || name.endsWith("~") || (name.startsWith("#") && name.endsWith("#"));
}
