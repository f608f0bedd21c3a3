import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Writes the smallest function app into a new folder below `parent` and returns the folder. */
export async function writeApp(parent: string, content = "from a folder"): Promise<string> {
  const folder = await mkdtemp(join(parent, "app-"));
  await mkdir(join(folder, "dist"));
  await writeFile(join(folder, "host.json"), '{"version":"2.0"}');
  await writeFile(join(folder, "dist", "index.js"), content);
  return folder;
}
