import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { writeZip } from "../../src/terraform/resources/write-zip.ts";

/** A zip of all files below a folder. */
export function zipFolder(folder: string): Promise<Buffer> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return writeZip(
    files.map(({ name, parentPath }) => {
      const path = join(parentPath, name);
      return { name: relative(folder, path).replaceAll(sep, "/"), content: readFileSync(path) };
    }),
  );
}
