import type { TypeTable } from "../types/type-definition.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  copy: "©",
  reg: "®",
  euro: "€",
};

const htmlEncode = (text: string | null): string | null =>
  text?.replace(
    /[&<>"'\u00a0-\u00ff]|[\ud800-\udbff][\udc00-\udfff]/g,
    (c) => entities[c] ?? `&#${c.codePointAt(0)};`,
  ) ?? null;

const htmlDecode = (text: string | null): string | null =>
  text?.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/g, (all, hex?: string, number?: string, name?: string) => {
    const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(number);
    if (name !== undefined) return named[name] ?? all;
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  }) ?? null;

const urlEncode = (text: string | null): string | null =>
  text === null
    ? null
    : encodeURIComponent(text.toWellFormed())
        .replace(/%20/g, "+")
        .replace(/['~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const urlDecode = (text: string | null): string | null =>
  text === null
    ? null
    : text
        .replaceAll("+", " ")
        .replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8"));

/** System.Net.WebUtility. */
export const webUtilityType: TypeTable = {
  name: "System.Net.WebUtility",
  kind: "static",
  members: {
    "static string UrlEncode(string value)": urlEncode,
    "static string UrlDecode(string encodedValue)": urlDecode,
    "static string HtmlEncode(string value)": htmlEncode,
    "static string HtmlDecode(string value)": htmlDecode,
  },
};
