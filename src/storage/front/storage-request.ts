import type { IncomingHttpHeaders } from "node:http";
import { invalidUri, type StorageService } from "./storage-error.ts";

/** What a request to a service of an account asks for, read once, and read as Azurite will read it. */
export interface StorageRequest {
  readonly service: StorageService;
  readonly account: string;
  readonly scheme: "https" | "http";
  /** Upper case. */
  readonly method: string;
  /** Path as it came, escapes and all. */
  readonly rawPath: string;
  /** What stands behind the `?`; empty when there is none. */
  readonly rawQuery: string;
  /** First segment of the decoded path: a container, a queue, or a table with its key; empty for the service. */
  readonly first: string;
  /** What follows the first segment, without its slash: a blob, or what is below a queue. */
  readonly rest: string;
  /** Parameters by name, as spelled. */
  readonly query: ReadonlyMap<string, string>;
  /** By name in lower case; values of a repeated header are joined. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Azurite stops reading parameters somewhere; far more than any client sends is refused. */
const MAX_PARAMETERS = 100;
const WELL_FORMED = /^\/(?:(?![\\#])[!-~])*$/;
/** They decide which operation it is, so there must be no two ways to read them. */
const DECIDING = /^(?:restype|comp)(?![a-z])/i;

/** The address that was asked for. */
export type StorageAddress = Pick<StorageRequest, "service" | "account" | "scheme">;

/** Reads a request's line and headers. Throws `InvalidUri` for what could be read in two ways. */
export function readRequest(
  address: StorageAddress,
  line: { readonly method: string; readonly url: string },
  headers: IncomingHttpHeaders,
): StorageRequest {
  const at = line.url.indexOf("?");
  const rawPath = at === -1 ? line.url : line.url.slice(0, at);
  const rawQuery = at === -1 ? "" : line.url.slice(at + 1);
  if (!WELL_FORMED.test(line.url)) {
    throw invalidUri(
      "A path begins with '/' and has no backslash, '#', space or character beyond ASCII that isn't escaped.",
    );
  }
  const [first = "", ...rest] = decode(rawPath).slice(1).split("/");
  if (first === "" && rest.length > 0) throw invalidUri("Its path begins with two slashes.");
  return {
    ...address,
    method: line.method.toUpperCase(),
    rawPath,
    rawQuery,
    first,
    rest: rest.join("/"),
    query: readQuery(rawQuery),
    headers: flatten(headers),
  };
}

function readQuery(rawQuery: string): ReadonlyMap<string, string> {
  const query = new Map<string, string>();
  const pairs = rawQuery.split("&").filter(Boolean);
  if (pairs.length > MAX_PARAMETERS) throw invalidUri(`It has more than ${MAX_PARAMETERS} parameters.`);
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    const name = decode(at === -1 ? pair : pair.slice(0, at));
    if (/[[\]]/.test(name)) throw invalidUri(`The parameter '${name}' has a bracket.`);
    if (DECIDING.test(name) && (query.has(name) || (name !== "restype" && name !== "comp"))) {
      throw invalidUri(`The parameter '${name}' is repeated or not spelled restype or comp.`);
    }
    query.set(name, decode(at === -1 ? "" : pair.slice(at + 1)));
  }
  return query;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalidUri("It has an escape that is not UTF-8.");
  }
}

function flatten(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return flat;
}
