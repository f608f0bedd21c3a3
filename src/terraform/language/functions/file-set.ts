import { type Dirent, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { compareText } from "../types/sorted-keys.ts";
import { failure } from "./define.ts";

/** How many entries of a folder are looked at. */
const MAXIMUM_ENTRIES = 100_000;

/**
 * The files below a folder whose path from there matches a pattern, sorted. In a pattern `*` and `?` stand for parts of
 * a name, `**` for any folders, `[a-z]` for one of several characters, `{a,b}` for one of several texts. Throws
 * TerraformError for a pattern that is not complete.
 */
export function matchingFiles(folder: string, pattern: string): readonly string[] {
  const expression = globExpression(pattern);
  return filesBelow(folder)
    .filter((path) => expression.test(path))
    .sort(compareText);
}

function filesBelow(folder: string): string[] {
  const entries = readEntries(folder);
  if (entries.length > MAXIMUM_ENTRIES)
    throw failure(`the folder ${folder} holds more than ${MAXIMUM_ENTRIES} entries`);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
}

function readEntries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch {
    // As in Terraform, a folder that is not there holds no files.
    return [];
  }
}

const TOKEN = /\*\*\/|\*\*|\*|\?|\[([!^]?)((?:\\.|[^\]\\])+)\]|\{|\}|,|\\(.)|([\s\S])/gy;

function globExpression(pattern: string): RegExp {
  let depth = 0;
  let source = "";
  for (const match of pattern.matchAll(TOKEN)) {
    const [token, negated, characters, escaped, literal] = match;
    // "**" stands for folders only as a whole part of the path; elsewhere it is a "*".
    const startsPart = match.index === 0 || pattern[match.index - 1] === "/";
    const endsPattern = match.index + token.length === pattern.length;
    if (token === "**/") source += startsPart ? "(?:.*/)?" : "[^/]*/";
    else if (token === "**" && startsPart && endsPattern) source += ".*";
    else if (token === "*" || token === "**") source += "[^/]*";
    else if (token === "?") source += "[^/]";
    else if (characters !== undefined) source += `[${negated === "" ? "" : "^"}${characters.replaceAll("[", "\\[")}]`;
    else if (token === "{") {
      depth++;
      source += "(?:";
    } else if (token === "}" && depth > 0) {
      depth--;
      source += ")";
    } else if (token === "," && depth > 0) source += "|";
    else source += quote(escaped ?? literal ?? token);
  }
  if (depth > 0) throw failure(`failed to glob pattern ${JSON.stringify(pattern)}: syntax error in pattern`);
  try {
    return new RegExp(`^${source}$`, "s");
  } catch {
    throw failure(`failed to glob pattern ${JSON.stringify(pattern)}: syntax error in pattern`);
  }
}

function quote(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
