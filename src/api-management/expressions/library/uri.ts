import type { OutCell } from "../compile/call.ts";
import { DotNetError } from "../dotnet-error.ts";
import { invalidOperation, notNull } from "../runtime/errors.ts";
import type { NetType } from "../types/net-type.ts";
import { typeNamed } from "../types/registry.ts";
import type { TypeTable } from "../types/type-definition.ts";
import { known } from "../types/well-known.ts";
import type { EnumValue } from "../values/enum-value.ts";
import { NetArray } from "../values/net-array.ts";
import { NetObject } from "../values/net-object.ts";

const defaultPorts: Readonly<Record<string, number>> = { http: 80, https: 443, ftp: 21, ws: 80, wss: 443 };
const absolute =
  /^([a-zA-Z][a-zA-Z0-9+.-]*):\/\/(?:([^/?#@]*)@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d+))?([^?#]*)(\?[^#]*)?(#.*)?$/;

/** Which URIs a text may hold. */
export type UriKind = "absolute" | "relative" | "any";

const malformed = (): DotNetError =>
  new DotNetError("System.UriFormatException", "Invalid URI: The format of the URI could not be determined.");

/** A System.Uri. A relative one has no parts, only its text. */
export class NetUri extends NetObject {
  readonly original: string;
  readonly scheme: string;
  readonly userInfo: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
  readonly isAbsolute: boolean;

  private constructor(original: string, match: RegExpExecArray | null) {
    super();
    this.original = original;
    this.isAbsolute = match !== null;
    this.scheme = (match?.[1] ?? "").toLowerCase();
    this.userInfo = match?.[2] ?? "";
    this.host = (match?.[3] ?? "").toLowerCase();
    this.port = match?.[4] === undefined ? (defaultPorts[this.scheme] ?? -1) : Number(match[4]);
    this.path = normalize(escapePart(match?.[5] ?? "") || "/");
    this.query = escapePart(match?.[6] ?? "");
    this.fragment = escapePart(match?.[7] ?? "");
  }

  /** @throws DotNetError System.UriFormatException */
  static parse(text: string | null, kind: UriKind = "absolute"): NetUri {
    const uri = NetUri.read(notNull(text, "uriString"), kind);
    if (uri === null) throw malformed();
    return uri;
  }

  static read(text: string, kind: UriKind): NetUri | null {
    const trimmed = text.trim();
    const match = absolute.exec(trimmed);
    const valid =
      match !== null &&
      (match[3] !== "" || match[1] === "file") &&
      !/[\s<>]/.test(match[3] ?? "") &&
      Number(match[4] ?? 0) < 65_536;
    if (valid && kind !== "relative") return new NetUri(trimmed, match);
    return kind === "absolute" ? null : new NetUri(text, null);
  }

  override get netType(): NetType {
    return typeNamed("System.Uri");
  }

  get isDefaultPort(): boolean {
    return this.port === (defaultPorts[this.scheme] ?? -1);
  }

  get authority(): string {
    return this.isDefaultPort ? this.host : `${this.host}:${this.port}`;
  }

  get absoluteUri(): string {
    const user = this.userInfo === "" ? "" : `${this.userInfo}@`;
    return `${this.scheme}://${user}${this.authority}${this.path}${this.query}${this.fragment}`;
  }

  /** The part of an absolute URI. @throws DotNetError System.InvalidOperationException for a relative one */
  part<Part>(part: Part): Part {
    if (!this.isAbsolute) throw invalidOperation("This operation is not supported for a relative URI.");
    return part;
  }

  override toString(): string {
    if (!this.isAbsolute) return this.original;
    return this.absoluteUri.replace(
      /(?:%[89a-fA-F][0-9a-fA-F]|%2[0-2489]|%3[CEce]|%5[EBDebd]|%60|%7[BCDbcd]|%20)+/g,
      readable,
    );
  }

  override equals(other: unknown): boolean {
    return other instanceof NetUri && other.toString() === this.toString();
  }

  override hashKey(): unknown {
    return `uri:${this}`;
  }
}

function readable(escaped: string): string {
  try {
    return decodeURIComponent(escaped);
  } catch {
    return escaped;
  }
}

const escapePart = (text: string): string =>
  text.replace(/%(?![0-9a-fA-F]{2})|[^\w\-.~!*'();:@&=+$,/?#[\]%]/gu, (character) => encodeURIComponent(character));

/** Takes `.` and `..` out of a path. */
function normalize(path: string): string {
  if (!/\/\.{1,2}(\/|$)/.test(path)) return path;
  const kept: string[] = [];
  const segments = path.split("/").slice(1);
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    if (segment === "..") kept.pop();
    else if (segment !== ".") kept.push(segment);
    if (isLast && (segment === ".." || segment === ".")) kept.push("");
  }
  return `/${kept.join("/")}`;
}

function combine(base: NetUri | null, relative: string | null): NetUri {
  const from = notNull(base, "baseUri");
  const text = notNull(relative, "relativeUri");
  if (NetUri.read(text, "absolute") !== null) return NetUri.parse(text);
  const root = `${from.scheme}://${from.authority}`;
  if (text.startsWith("/")) return NetUri.parse(root + text);
  if (text.startsWith("?")) return NetUri.parse(root + from.path + text);
  if (text === "") return NetUri.parse(root + from.path + from.query);
  return NetUri.parse(`${root}${from.path.slice(0, from.path.lastIndexOf("/") + 1)}${text}`);
}

/** RFC 3986's unreserved characters stay; everything else becomes `%XX` of its UTF-8 bytes. */
function escapeDataString(text: string | null): string {
  return encodeURIComponent(notNull(text, "stringToEscape").toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Decodes what is valid UTF-8 and leaves the rest as it is. */
function unescapeDataString(text: string | null): string {
  return notNull(text, "stringToUnescape").replace(/(?:%[0-9a-fA-F]{2})+/g, readable);
}

const escapeUriString = (text: string | null): string => escapePart(notNull(text, "stringToEscape"));

function leftPart(uri: NetUri, part: EnumValue): string {
  const root = `${uri.scheme}://${uri.authority}`;
  return [`${uri.scheme}://`, root, root + uri.path, root + uri.path + uri.query][part.value] ?? root;
}

const segmentsOf = (uri: NetUri): NetArray => new NetArray(known.string, uri.path.match(/[^/]*\/|[^/]+$/g) ?? []);
const kinds: readonly UriKind[] = ["any", "absolute", "relative"];

/** System.Uri. */
export const uriType: TypeTable = {
  name: "System.Uri",
  kind: "class",
  members: {
    "new(string uriString)": (text: string | null) => NetUri.parse(text),
    "new(string uriString, UriKind uriKind)": (text: string | null, kind: EnumValue) =>
      NetUri.parse(text, kinds[kind.value] ?? "any"),
    "new(Uri baseUri, string relativeUri)": combine,
    "new(Uri baseUri, Uri relativeUri)": (base: NetUri | null, relative: NetUri | null) =>
      combine(base, notNull(relative, "relativeUri").original),
    "static string EscapeDataString(string stringToEscape)": escapeDataString,
    "static string UnescapeDataString(string stringToUnescape)": unescapeDataString,
    "static string EscapeUriString(string stringToEscape)": escapeUriString,
    "static bool IsWellFormedUriString(string uriString, UriKind uriKind)": (text: string | null, kind: EnumValue) => {
      const uri = text === null ? null : NetUri.read(text, kinds[kind.value] ?? "any");
      return uri !== null && !/[\s"<>\\^`{|}]|%(?![0-9a-fA-F]{2})/.test(uri.original);
    },
    "static bool TryCreate(string uriString, UriKind uriKind, out Uri result)": (
      text: string | null,
      kind: EnumValue,
      result: OutCell,
    ) => {
      result.value = text === null ? null : NetUri.read(text, kinds[kind.value] ?? "any");
      return result.value !== null;
    },
    "string AbsoluteUri": (uri: NetUri) => uri.part(uri.absoluteUri),
    "string AbsolutePath": (uri: NetUri) => uri.part(uri.path),
    "string LocalPath": (uri: NetUri) => uri.part(unescapeDataString(uri.path)),
    "string PathAndQuery": (uri: NetUri) => uri.part(uri.path + uri.query),
    "string Scheme": (uri: NetUri) => uri.part(uri.scheme),
    "string Host": (uri: NetUri) => uri.part(uri.host),
    "string DnsSafeHost": (uri: NetUri) => uri.part(uri.host),
    "string Authority": (uri: NetUri) => uri.part(uri.authority),
    "int Port": (uri: NetUri) => uri.part(uri.port),
    "string Query": (uri: NetUri) => uri.part(uri.query),
    "string Fragment": (uri: NetUri) => uri.part(uri.fragment),
    "string UserInfo": (uri: NetUri) => uri.part(uri.userInfo),
    "string[] Segments": (uri: NetUri) => uri.part(segmentsOf(uri)),
    "bool IsAbsoluteUri": (uri: NetUri) => uri.isAbsolute,
    "bool IsDefaultPort": (uri: NetUri) => uri.part(uri.isDefaultPort),
    "bool IsLoopback": (uri: NetUri) => uri.part(/^(localhost|127\.|\[::1\])/.test(uri.host)),
    "string OriginalString": (uri: NetUri) => uri.original,
    "string GetLeftPart(UriPartial part)": leftPart,
    "string ToString()": (uri: NetUri) => uri.toString(),
    "bool operator ==(Uri a, Uri b)": (one: NetUri | null, other: NetUri | null) =>
      one === other || (one?.equals(other) ?? false),
    "bool operator !=(Uri a, Uri b)": (one: NetUri | null, other: NetUri | null) =>
      one !== other && !(one?.equals(other) ?? false),
  },
};
