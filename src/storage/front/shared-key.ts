import { createHmac } from "node:crypto";
import type { StorageService } from "./storage-error.ts";

export type SharedKeyScheme = "SharedKey" | "SharedKeyLite";

/** What a signature covers. */
export interface SignedParts {
  readonly service: StorageService;
  readonly account: string;
  readonly method: string;
  readonly rawPath: string;
  readonly rawQuery: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** In which order `x-ms-` headers are signed: by their bytes (Go) or as people sort (JavaScript, .NET, the service). */
export type HeaderOrder = "bytes" | "words";

/** The signature of a request in base64. `key` is base64 ("Authorize with Shared Key"). */
export function sign(parts: SignedParts, scheme: SharedKeyScheme, key: string, order: HeaderOrder = "words"): string {
  return createHmac("sha256", Buffer.from(key, "base64"))
    .update(stringToSign(parts, scheme, order), "utf8")
    .digest("base64");
}

/** The text that is signed; which one depends on the service and the scheme. */
export function stringToSign(parts: SignedParts, scheme: SharedKeyScheme, order: HeaderOrder): string {
  if (parts.service === "table") return tableStringToSign(parts, scheme);
  const { method } = parts;
  const header = headerOf(parts);
  const lines =
    scheme === "SharedKeyLite"
      ? [method, header("content-md5"), header("content-type"), dateUnlessOwn(parts)]
      : [
          method,
          header("content-encoding"),
          header("content-language"),
          header("content-length").replace(/^0$/, ""),
          header("content-md5"),
          header("content-type"),
          dateUnlessOwn(parts),
          header("if-modified-since"),
          header("if-match"),
          header("if-none-match"),
          header("if-unmodified-since"),
          header("range"),
        ];
  const resource = scheme === "SharedKeyLite" ? resourceWithComp(parts) : resourceWithQuery(parts);
  return [...lines, `${canonicalHeaders(parts, order)}${resource}`].join("\n");
}

/** Tables sign less: no headers but these, of the query only `comp`. */
function tableStringToSign(parts: SignedParts, scheme: SharedKeyScheme): string {
  const header = headerOf(parts);
  const date = header("x-ms-date") || header("date");
  const lines = [date, resourceWithComp(parts)];
  if (scheme === "SharedKeyLite") return lines.join("\n");
  return [parts.method, header("content-md5"), header("content-type"), ...lines].join("\n");
}

function headerOf({ headers }: SignedParts): (name: string) => string {
  return (name) => headers[name] ?? "";
}

/** `Date` isn't signed when `x-ms-date` is there to be. */
function dateUnlessOwn(parts: SignedParts): string {
  return parts.headers["x-ms-date"] === undefined ? (parts.headers.date ?? "") : "";
}

function canonicalHeaders({ headers }: SignedParts, order: HeaderOrder): string {
  const names = Object.keys(headers).filter((name) => name.startsWith("x-ms-"));
  names.sort(order === "bytes" ? undefined : (a, b) => a.localeCompare(b));
  return names.map((name) => `${name}:${headers[name]?.trimStart()}\n`).join("");
}

function resourceWithQuery({ account, rawPath, rawQuery }: SignedParts): string {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairsOf(rawQuery)) {
    const key = decodeURIComponent(name).toLowerCase();
    values.set(key, [...(values.get(key) ?? []), decodeURIComponent(value.replaceAll("+", "%20"))]);
  }
  const lines = [...values.keys()].sort().map((name) => `\n${name}:${values.get(name)?.sort().join(",")}`);
  return `/${account}${rawPath}${lines.join("")}`;
}

function resourceWithComp({ account, rawPath, rawQuery }: SignedParts): string {
  const comp = pairsOf(rawQuery).find(([name]) => name.toLowerCase() === "comp")?.[1];
  return `/${account}${rawPath}${comp === undefined ? "" : `?comp=${decodeURIComponent(comp)}`}`;
}

function pairsOf(rawQuery: string): readonly (readonly [string, string])[] {
  return rawQuery
    .split("&")
    .filter((pair) => pair.indexOf("=") > 0)
    .map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]);
}
