import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { ResourceType } from "../engine/resource-type.ts";
import { list, listOf, text, textOf } from "./schema.ts";
import { writeZip, type ZipEntry } from "./write-zip.ts";

/** The data source `archive_file` of the provider `archive`, for a folder or a file. */
export const archiveFile: ResourceType = {
  type: "archive_file",
  mode: "data",
  attributes: {
    type: text({ required: true }),
    source_dir: text(),
    source_file: text(),
    output_path: text({ required: true }),
    excludes: list(),
  },
  async create(config, { cwd }) {
    if (config.type !== "zip")
      throw new TypeError(`archive_file makes zip files only; type is "${String(config.type)}".`);
    const excluded = listOf(config, "excludes").map(String);
    const entries =
      textOf(config, "source_dir") === ""
        ? await oneFile(resolve(cwd, textOf(config, "source_file")))
        : await allFiles(resolve(cwd, textOf(config, "source_dir")), excluded);
    const zip = writeZip(entries);
    const path = resolve(cwd, textOf(config, "output_path"));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.new`, zip);
    await rename(`${path}.new`, path);
    const hash = (algorithm: string, encoding: "hex" | "base64") => createHash(algorithm).update(zip).digest(encoding);
    return {
      id: hash("sha1", "hex"),
      output_size: zip.length,
      output_md5: hash("md5", "hex"),
      output_sha: hash("sha1", "hex"),
      output_sha256: hash("sha256", "hex"),
      output_base64sha256: hash("sha256", "base64"),
    };
  },
};

async function oneFile(path: string): Promise<readonly ZipEntry[]> {
  return [{ name: path.slice(path.lastIndexOf("/") + 1), content: await readFile(path) }];
}

async function allFiles(folder: string, excluded: readonly string[]): Promise<readonly ZipEntry[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = found
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    );
  const wanted = names.filter((name) => !excluded.includes(name)).sort();
  return Promise.all(wanted.map(async (name) => ({ name, content: await readFile(join(folder, name)) })));
}
