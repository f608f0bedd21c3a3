import { createReadStream, type Stats } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { contentFolder } from "../lifecycle/content-folder.ts";
import { type Site, scmHostNameOf } from "../sites/site.ts";
import type { ScmRequest, ScmResponse } from "./scm-service.ts";

/** The folders above the site's files, each with the one that it holds. */
const ABOVE: ReadonlyMap<string, string> = new Map([
  ["", "site"],
  ["site", "wwwroot"],
]);
const ROOT = "site/wwwroot";

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "application/javascript",
  ".json": "application/json",
  ".md": "text/markdown",
  ".mjs": "application/javascript",
  ".txt": "text/plain",
};

const NOT_FOUND: ScmResponse = { status: 404, body: { Message: "The file or directory can't be found." } };

/**
 * Kudu's `vfs`: the site's files under `site/wwwroot/`, to be read. A path that ends in a slash is a folder's list, another one a
 * file; a folder without its slash is sent there. Nothing outside of the site's folder is shown, by links neither.
 */
export async function showVirtualFile(request: ScmRequest, folder: string): Promise<ScmResponse> {
  const { site, method, rawPath } = request;
  if (method !== "GET" && method !== "HEAD") {
    return {
      status: 405,
      headers: { Allow: "GET, HEAD" },
      body: "Gatehouse's vfs can only be read. Deploy a zip to change the site's files.",
    };
  }
  const segments = decodeSegments(rawPath.slice("/vfs".length));
  if (segments === undefined) return NOT_FOUND;
  const path = segments.join("/");
  const isFolderPath = rawPath.endsWith("/");

  const held = ABOVE.get(path.toLowerCase());
  if (held !== undefined) {
    if (!isFolderPath) return seeFolder(site, path);
    return { status: 200, body: [describe(site, path === "" ? held : `${path}/${held}`, undefined)] };
  }
  if (path.toLowerCase() !== ROOT && !path.toLowerCase().startsWith(`${ROOT}/`)) return NOT_FOUND;
  const content = contentFolder(folder, site);
  if (content === undefined) return path.toLowerCase() === ROOT && isFolderPath ? { status: 200, body: [] } : NOT_FOUND;
  const found = await findWithin(content, segments.slice(2));
  if (found === undefined) return NOT_FOUND;
  if (!found.entry.isDirectory()) return isFolderPath ? NOT_FOUND : sendFile(found.path, found.entry);
  return isFolderPath ? listFolder(site, path, found.path) : seeFolder(site, path);
}

/** The names on a path; undefined for one that is no plain path below the root. */
function decodeSegments(path: string): readonly string[] | undefined {
  try {
    const segments = path.split("/").filter(Boolean).map(decodeURIComponent);
    const isOdd = (name: string) => name === "." || name === ".." || /[\\/\0]/.test(name);
    return segments.some(isOdd) ? undefined : segments;
  } catch {
    return undefined;
  }
}

async function findWithin(
  root: string,
  segments: readonly string[],
): Promise<{ path: string; entry: Stats } | undefined> {
  try {
    const [base, path] = await Promise.all([realpath(root), realpath(join(root, ...segments))]);
    if (path !== base && !path.startsWith(base + sep)) return undefined;
    return { path, entry: await stat(path) };
  } catch {
    return undefined;
  }
}

function sendFile(path: string, entry: Stats): ScmResponse {
  if (!entry.isFile()) return NOT_FOUND;
  return {
    status: 200,
    headers: {
      "Content-Type": TYPES[extname(path).toLowerCase()] ?? "application/octet-stream",
      "Content-Length": String(entry.size),
      ETag: `"${Math.trunc(entry.mtimeMs).toString(16)}"`,
      "Last-Modified": entry.mtime.toUTCString(),
    },
    body: createReadStream(path, { end: Math.max(entry.size - 1, 0) }),
  };
}

async function listFolder(site: Site, path: string, folder: string): Promise<ScmResponse> {
  const names = (await readdir(folder)).sort();
  const entries = await Promise.all(
    names.map(async (name) => {
      // A link to nowhere, or a file that went away meanwhile, is left out.
      const entry = await stat(join(folder, name)).catch(() => undefined);
      return entry === undefined ? [] : [describe(site, `${path}/${name}`, entry)];
    }),
  );
  return { status: 200, body: entries.flat() };
}

/** An entry of a list as Kudu writes it. Without `entry` it is one of the folders above the site's files. */
function describe(site: Site, path: string, entry: Stats | undefined): unknown {
  const isFolder = entry === undefined || entry.isDirectory();
  const changed = entry?.mtime.toISOString() ?? site.properties.lastModifiedTimeUtc;
  return {
    name: path.slice(path.lastIndexOf("/") + 1),
    size: isFolder ? 0 : entry.size,
    mtime: changed,
    crtime: entry?.birthtime.toISOString() ?? changed,
    mime: isFolder ? "inode/directory" : (TYPES[extname(path).toLowerCase()] ?? "application/octet-stream"),
    href: `${addressOf(site, path)}${isFolder ? "/" : ""}`,
    path: `/home/${path}`,
  };
}

function seeFolder(site: Site, path: string): ScmResponse {
  return { status: 307, headers: { Location: `${addressOf(site, path)}/` } };
}

function addressOf(site: Site, path: string): string {
  const written = path.split("/").filter(Boolean).map(encodeURIComponent).join("/");
  return `https://${scmHostNameOf(site)}/api/vfs${written === "" ? "" : `/${written}`}`;
}
