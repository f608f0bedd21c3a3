import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import type { Config, ResourceType } from "../engine/resource-type.ts";
import { blocksOf, listOf, set, text, textOf } from "./schema.ts";
import { writeZip, type ZipEntry } from "./write-zip.ts";

/** The data source `archive_file` of the provider `archive`: zips a folder, a file, or contents that are given. */
export const archiveFile: ResourceType = {
  type: "archive_file",
  mode: "data",
  attributes: {
    type: text({ required: true }),
    source_dir: text(),
    source_file: text(),
    source_content: text(),
    source_content_filename: text(),
    output_path: text({ required: true }),
    excludes: set(),
  },
  blocks: { source: { attributes: { content: text({ required: true }), filename: text({ required: true }) } } },
  async create(config, { cwd }) {
    if (config.type !== "zip") throw new Error(`archive_file writes zip files only; type is "${String(config.type)}".`);
    const zip = await writeZip(await entriesOf(config, cwd));
    const path = resolve(cwd, textOf(config, "output_path"));
    await mkdir(dirname(path), { recursive: true });
    // A reader never sees half of it.
    await writeFile(`${path}.new`, zip);
    await rename(`${path}.new`, path);
    return outputs(zip);
  },
};

function outputs(zip: Buffer): Config {
  const hash = (algorithm: string, encoding: "hex" | "base64") => createHash(algorithm).update(zip).digest(encoding);
  return {
    id: hash("sha1", "hex"),
    output_size: zip.length,
    output_md5: hash("md5", "hex"),
    output_sha: hash("sha1", "hex"),
    output_sha256: hash("sha256", "hex"),
    output_sha512: hash("sha512", "hex"),
    output_base64sha256: hash("sha256", "base64"),
    output_base64sha512: hash("sha512", "base64"),
  };
}

async function entriesOf(config: Config, cwd: string): Promise<readonly ZipEntry[]> {
  const [folder, file] = [textOf(config, "source_dir"), textOf(config, "source_file")];
  const name = textOf(config, "source_content_filename");
  const sources = blocksOf(config, "source");
  if ([folder !== "", file !== "", name !== "", sources.length > 0].filter(Boolean).length !== 1)
    throw new Error("archive_file takes one of source_dir, source_file, source_content with its filename, and source.");
  if (folder !== "") return filesOf(resolve(cwd, folder), listOf(config, "excludes").map(String));
  if (file !== "") return [{ name: basename(file), content: await readFile(resolve(cwd, file)) }];
  const given = name === "" ? sources : [{ filename: name, content: config.source_content ?? "" }];
  return given.map((source) => ({
    name: textOf(source, "filename"),
    content: Buffer.from(textOf(source, "content"), "utf8"),
  }));
}

async function filesOf(folder: string, excludes: readonly string[]): Promise<readonly ZipEntry[]> {
  const glob = excludes.find((path) => /[*?[{]/.test(path));
  if (glob !== undefined) throw new Error(`"excludes" takes paths of files and folders, no patterns: found ${glob}.`);
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = await Promise.all(
    found.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      // Links are followed, as the provider does.
      return entry.isFile() || (entry.isSymbolicLink() && (await stat(path)).isFile()) ? [path] : [];
    }),
  );
  const names = paths.flat().map((path) => relative(folder, path).split(sep).join("/"));
  const isExcluded = (name: string): boolean => excludes.some((path) => name === path || name.startsWith(`${path}/`));
  const wanted = names.filter((name) => !isExcluded(name)).sort();
  if (wanted.length === 0) throw new Error(`There is nothing to archive in ${folder}.`);
  return Promise.all(wanted.map(async (name) => ({ name, content: await readFile(join(folder, name)) })));
}
