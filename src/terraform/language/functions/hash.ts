import { createHash, randomUUID } from "node:crypto";
import { define, type FunctionTable, failure, type LanguageFunction } from "./define.ts";
import { text } from "./parameter.ts";

/** The names of `uuidv5` for the namespaces of RFC 9562. */
const NAMESPACES: ReadonlyMap<string, string> = new Map([
  ["dns", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"],
  ["url", "6ba7b811-9dad-11d1-80b4-00c04fd430c8"],
  ["oid", "6ba7b812-9dad-11d1-80b4-00c04fd430c8"],
  ["x500", "6ba7b814-9dad-11d1-80b4-00c04fd430c8"],
]);
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Functions that compute hashes of text, and UUIDs. */
export const hashFunctions: FunctionTable = new Map([
  ["base64sha256", hash("sha256", "base64")],
  ["base64sha512", hash("sha512", "base64")],
  ["md5", hash("md5", "hex")],
  ["sha1", hash("sha1", "hex")],
  ["sha256", hash("sha256", "hex")],
  ["sha512", hash("sha512", "hex")],
  ["uuid", define([], () => randomUUID())],
  ["uuidv5", define([text("namespace"), text("name")], ([namespace, name]) => nameBasedUuid(namespace, name))],
]);

function hash(algorithm: string, encoding: "hex" | "base64"): LanguageFunction {
  return define([text("str")], ([str]) => createHash(algorithm).update(str, "utf8").digest(encoding));
}

function nameBasedUuid(namespace: string, name: string): string {
  const space = NAMESPACES.get(namespace) ?? namespace;
  if (!UUID.test(space)) throw failure(`uuidv5() doesn't support namespace ${namespace}`);
  const bytes = createHash("sha1")
    .update(Buffer.from(space.replaceAll("-", ""), "hex"))
    .update(name, "utf8")
    .digest();
  // Version 5, variant of RFC 9562.
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
