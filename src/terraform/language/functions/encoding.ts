import { gzipSync } from "node:zlib";
import { decodeCsv } from "./csv.ts";
import { decodeUtf8 } from "./decode-utf8.ts";
import { define, type FunctionTable, failure } from "./define.ts";
import { decodeJson, encodeJson } from "./json.ts";
import { nullable, text } from "./parameter.ts";
import { encodeYaml } from "./yaml.ts";

/** The encodings of `textencodebase64`, by their IANA names in capitals. */
const ENCODINGS: ReadonlyMap<string, "utf8" | "utf16le" | "latin1"> = new Map([
  ["UTF-8", "utf8"],
  ["UTF-16LE", "utf16le"],
  ["ISO-8859-1", "latin1"],
]);

/** Functions that turn values into text and back. */
export const encodingFunctions: FunctionTable = new Map([
  ["base64decode", define([text("str")], ([str]) => decodeUtf8(fromBase64(str), "the decoded text"))],
  ["base64encode", define([text("str")], ([str]) => Buffer.from(str, "utf8").toString("base64"))],
  ["base64gzip", define([text("str")], ([str]) => gzipSync(Buffer.from(str, "utf8")).toString("base64"))],
  ["csvdecode", define([text("str")], ([str]) => decodeCsv(str))],
  ["jsondecode", define([text("str")], ([str]) => decodeJson(str))],
  ["jsonencode", define([nullable("val")], ([value]) => encodeJson(value))],
  [
    "textdecodebase64",
    define([text("source"), text("encoding")], ([source, encoding]) => {
      const name = encodingNamed(encoding);
      return name === "utf8" ? decodeUtf8(fromBase64(source), "the decoded text") : fromBase64(source).toString(name);
    }),
  ],
  [
    "textencodebase64",
    define([text("string"), text("encoding")], ([str, encoding]) => encodeText(str, encoding).toString("base64")),
  ],
  ["urlencode", define([text("str")], ([str]) => encodeUrl(str))],
  ["yamlencode", define([nullable("value")], ([value]) => encodeYaml(value))],
]);

function fromBase64(str: string): Buffer {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(str.replaceAll(/[\r\n]/g, "")))
    throw failure("failed to decode base64 data: this is no standard base64");
  return Buffer.from(str, "base64");
}

function encodingNamed(name: string): "utf8" | "utf16le" | "latin1" {
  const encoding = ENCODINGS.get(name.toUpperCase());
  if (encoding !== undefined) return encoding;
  throw failure(`the encoding "${name}" is not supported here, only ${[...ENCODINGS.keys()].join(", ")}`);
}

function encodeText(str: string, encoding: string): Buffer {
  const name = encodingNamed(encoding);
  if (name === "latin1" && [...str].some((character) => character > "\u00ff"))
    throw failure(`the given string contains characters that cannot be represented in ${encoding}`);
  return Buffer.from(str, name);
}

// As a query: a blank is "+", and only letters, digits and -_.~ stay.
function encodeUrl(str: string): string {
  return encodeURIComponent(str.toWellFormed())
    .replaceAll("%20", "+")
    .replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
