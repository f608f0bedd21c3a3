import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { DeploymentError } from "./deployment-error.ts";

/** How much a zip may hold. */
export interface ZipLimits {
  /** Of all files, uncompressed. */
  readonly maxBytes: number;
  readonly maxEntries: number;
}

export const deploymentLimits: ZipLimits = { maxBytes: 512 * 1024 * 1024, maxEntries: 100_000 };

/**
 * Writes the files of a zip below `folder`, which exists and is empty. What a zip says of its sizes is not believed:
 * bytes are counted as they are written. Throws `DeploymentError` for a path that leads out of the folder, a symbolic
 * link, an encrypted entry, a zip that can't be read, or one beyond the limits; the folder may then hold some files.
 */
export async function extractZip(
  zipPath: string,
  folder: string,
  limits: ZipLimits = deploymentLimits,
): Promise<number> {
  const zip = await openZip(zipPath);
  try {
    if (zip.entryCount > limits.maxEntries) throw tooMany(zip.entryCount, limits);
    let entries = 0;
    const budget = { left: limits.maxBytes };
    for await (const entry of zip.eachEntry()) {
      entries += 1;
      if (entries > limits.maxEntries) throw tooMany(entries, limits);
      await extractEntry(zip, entry, folder, budget, limits);
    }
    return entries;
  } catch (error) {
    throw error instanceof DeploymentError ? error : unreadable(error);
  } finally {
    zip.close();
  }
}

async function openZip(zipPath: string): Promise<ZipFile> {
  try {
    return await openPromise(zipPath, { lazyEntries: true, autoClose: false, validateEntrySizes: true });
  } catch (error) {
    throw unreadable(error);
  }
}

async function extractEntry(
  zip: ZipFile,
  entry: Entry,
  folder: string,
  budget: { left: number },
  limits: ZipLimits,
): Promise<void> {
  const path = safePath(folder, entry.fileName);
  if (isSymbolicLink(entry)) {
    throw new DeploymentError(
      "SYMBOLIC_LINK",
      `The zip's entry '${entry.fileName}' is a symbolic link. Deploy the file itself.`,
    );
  }
  if (entry.fileName.endsWith("/")) {
    await mkdir(path, { recursive: true });
    return;
  }
  if (entry.isEncrypted()) {
    throw new DeploymentError(
      "ENCRYPTED",
      `The zip's entry '${entry.fileName}' is encrypted. Deploy a zip without a password.`,
    );
  }
  await mkdir(dirname(path), { recursive: true });
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      budget.left -= chunk.length;
      if (budget.left < 0) {
        done(
          new DeploymentError(
            "TOO_LARGE",
            `The zip's files are larger than ${limits.maxBytes} bytes together, the most that is taken.`,
          ),
        );
      } else done(null, chunk);
    },
  });
  await pipeline(await zip.openReadStreamPromise(entry), counted, createWriteStream(path, { flags: "wx" }));
}

/** The place of an entry below `folder`. */
function safePath(folder: string, fileName: string): string {
  const path = resolve(join(folder, fileName));
  const inside = relative(folder, path);
  if (fileName.includes("\0") || isAbsolute(fileName) || inside.startsWith("..") || isAbsolute(inside)) {
    throw new DeploymentError("UNSAFE_PATH", `The zip's entry '${fileName}' leads out of the site's folder.`);
  }
  return path;
}

/**
 * Unix file types are in the upper half of the external attributes, also when the zip doesn't say that Unix made it.
 */
function isSymbolicLink({ externalFileAttributes }: Entry): boolean {
  return ((externalFileAttributes >>> 16) & 0o170000) === 0o120000;
}

function tooMany(found: number, limits: ZipLimits): DeploymentError {
  return new DeploymentError(
    "TOO_MANY_ENTRIES",
    `The zip has ${found} entries or more; the most that is taken is ${limits.maxEntries}.`,
  );
}

function unreadable(error: unknown): DeploymentError {
  const reason = error instanceof Error ? error.message : String(error);
  if (/^(?:invalid relative path|absolute path|invalid characters in fileName)/i.test(reason)) {
    return new DeploymentError("UNSAFE_PATH", `The zip has an entry that leads out of the site's folder: ${reason}`);
  }
  return new DeploymentError("NOT_A_ZIP", `The content sent can't be read as a zip: ${reason}`);
}
