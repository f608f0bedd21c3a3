import { argumentError, argumentOutOfRange, indexOutOfRange, notNull } from "../runtime/errors.ts";
import { iterate } from "../runtime/iterate.ts";
import { toText } from "../runtime/to-text.ts";
import type { NetType } from "../types/net-type.ts";
import { typeNamed } from "../types/registry.ts";
import type { TypeTable } from "../types/type-definition.ts";
import { known } from "../types/well-known.ts";
import { Char } from "../values/char.ts";
import { NetArray } from "../values/net-array.ts";
import { NetObject } from "../values/net-object.ts";
import { formatComposite } from "./format/composite.ts";
import { newLine } from "./json/writer.ts";

type EncodingName = "utf-8" | "us-ascii" | "utf-16" | "utf-16BE" | "iso-8859-1";

/** A System.Text.Encoding. */
class Encoding extends NetObject {
  readonly webName: EncodingName;

  constructor(webName: EncodingName) {
    super();
    this.webName = webName;
  }

  override get netType(): NetType {
    return typeNamed("System.Text.Encoding");
  }

  encode(text: string): Uint8Array {
    switch (this.webName) {
      case "utf-8":
        return new TextEncoder().encode(text);
      case "us-ascii":
        return Uint8Array.from(text, (character) => (character.charCodeAt(0) < 128 ? character.charCodeAt(0) : 63));
      case "iso-8859-1":
        return Uint8Array.from(text, (character) => (character.charCodeAt(0) < 256 ? character.charCodeAt(0) : 63));
      case "utf-16":
        return new Uint8Array(Buffer.from(text, "utf16le"));
      case "utf-16BE":
        return new Uint8Array(Buffer.from(text, "utf16le").swap16());
    }
  }

  decode(bytes: Uint8Array): string {
    switch (this.webName) {
      case "utf-8":
        return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
      case "us-ascii":
        return Array.from(bytes, (byte) => (byte < 128 ? String.fromCharCode(byte) : "?")).join("");
      case "iso-8859-1":
        return Buffer.from(bytes).toString("latin1");
      case "utf-16":
        return Buffer.from(bytes).toString("utf16le");
      case "utf-16BE":
        return Buffer.from(bytes)
          .subarray(0, bytes.length & ~1)
          .swap16()
          .toString("utf16le");
    }
  }
}

const names: Readonly<Record<string, EncodingName>> = {
  "utf-8": "utf-8",
  utf8: "utf-8",
  "us-ascii": "us-ascii",
  ascii: "us-ascii",
  "utf-16": "utf-16",
  unicode: "utf-16",
  "utf-16be": "utf-16BE",
  "iso-8859-1": "iso-8859-1",
  latin1: "iso-8859-1",
};

function encodingNamed(name: string | null): Encoding {
  const found = names[notNull(name, "name").toLowerCase()];
  if (found === undefined) throw argumentError(`'${name}' is not a supported encoding name.`);
  return new Encoding(found);
}

const textOfChars = (chars: NetArray | null): string =>
  (notNull(chars, "chars").items as readonly Char[]).map((char) => char.text).join("");

const encodingType: TypeTable = {
  name: "System.Text.Encoding",
  kind: "class",
  members: {
    "static Encoding UTF8": () => new Encoding("utf-8"),
    "static Encoding ASCII": () => new Encoding("us-ascii"),
    "static Encoding Unicode": () => new Encoding("utf-16"),
    "static Encoding BigEndianUnicode": () => new Encoding("utf-16BE"),
    "static Encoding Default": () => new Encoding("utf-8"),
    "static Encoding GetEncoding(string name)": encodingNamed,
    "string WebName": (encoding: Encoding) => encoding.webName,
    "byte[] GetBytes(string s)": (encoding: Encoding, text: string | null) => encoding.encode(notNull(text, "s")),
    "byte[] GetBytes(char[] chars)": (encoding: Encoding, chars: NetArray | null) =>
      encoding.encode(textOfChars(chars)),
    "int GetByteCount(string s)": (encoding: Encoding, text: string | null) =>
      encoding.encode(notNull(text, "s")).length,
    "string GetString(byte[] bytes)": (encoding: Encoding, bytes: Uint8Array | null) =>
      encoding.decode(notNull(bytes, "bytes")),
    "string GetString(byte[] bytes, int index, int count)": (
      encoding: Encoding,
      bytes: Uint8Array | null,
      index: number,
      count: number,
    ) => {
      if (index < 0 || count < 0 || index + count > notNull(bytes, "bytes").length) throw argumentOutOfRange("bytes");
      return encoding.decode(notNull(bytes, "bytes").subarray(index, index + count));
    },
    "char[] GetChars(byte[] bytes)": (encoding: Encoding, bytes: Uint8Array | null) =>
      new NetArray(known.char, [...iterate(encoding.decode(notNull(bytes, "bytes")))]),
  },
};

/** A System.Text.StringBuilder. */
class StringBuilder extends NetObject {
  text: string;

  constructor(text = "") {
    super();
    this.text = text;
  }

  override get netType(): NetType {
    return typeNamed("System.Text.StringBuilder");
  }

  override toString(): string {
    return this.text;
  }

  append(text: string): this {
    this.text += text;
    return this;
  }

  /** Replaces `count` characters at `index` by a text. */
  splice(index: number, count: number, text: string): this {
    if (index < 0 || count < 0 || index + count > this.text.length) throw argumentOutOfRange("index");
    this.text = this.text.slice(0, index) + text + this.text.slice(index + count);
    return this;
  }
}

const appended = ["object", "string", "char", "bool", "int", "long", "double", "decimal"];

const stringBuilderType: TypeTable = {
  name: "System.Text.StringBuilder",
  kind: "class",
  members: {
    "new()": () => new StringBuilder(),
    "new(int capacity)": () => new StringBuilder(),
    "new(string value)": (text: string | null) => new StringBuilder(text ?? ""),
    ...Object.fromEntries(
      appended.map((type) => [
        `StringBuilder Append(${type} value)`,
        (builder: StringBuilder, value: unknown) => builder.append(toText(value) ?? ""),
      ]),
    ),
    "StringBuilder Append(char value, int repeatCount)": (builder: StringBuilder, char: Char, count: number) =>
      builder.append(char.text.repeat(count)),
    "StringBuilder AppendLine()": (builder: StringBuilder) => builder.append(newLine),
    "StringBuilder AppendLine(string value)": (builder: StringBuilder, text: string | null) =>
      builder.append((text ?? "") + newLine),
    "StringBuilder AppendFormat(string format, params object[] args)": (
      builder: StringBuilder,
      format: string | null,
      values: NetArray,
    ) => builder.append(formatComposite(notNull(format, "format"), values.items)),
    "StringBuilder Insert(int index, string value)": (builder: StringBuilder, index: number, text: string | null) =>
      builder.splice(index, 0, text ?? ""),
    "StringBuilder Insert(int index, object value)": (builder: StringBuilder, index: number, value: unknown) =>
      builder.splice(index, 0, toText(value) ?? ""),
    "StringBuilder Remove(int startIndex, int length)": (builder: StringBuilder, start: number, length: number) =>
      builder.splice(start, length, ""),
    "StringBuilder Replace(string oldValue, string newValue)": (
      builder: StringBuilder,
      from: string | null,
      to: string | null,
    ) => {
      if (notNull(from, "oldValue") === "") throw argumentError("String cannot be of zero length.");
      builder.text = builder.text.replaceAll(from ?? "", () => to ?? "");
      return builder;
    },
    "StringBuilder Replace(char oldChar, char newChar)": (builder: StringBuilder, from: Char, to: Char) => {
      builder.text = builder.text.replaceAll(from.text, () => to.text);
      return builder;
    },
    "StringBuilder Clear()": (builder: StringBuilder) => builder.splice(0, builder.text.length, ""),
    "int Length": {
      get: (builder: StringBuilder) => builder.text.length,
      set: (builder: StringBuilder, length: number) => {
        builder.text = builder.text.slice(0, length).padEnd(length, "\0");
      },
    },
    "int Capacity": (builder: StringBuilder) => Math.max(16, builder.text.length),
    "char this[int index]": {
      get: (builder: StringBuilder, index: number) => {
        if (index < 0 || index >= builder.text.length) throw indexOutOfRange();
        return Char.of(builder.text.charCodeAt(index));
      },
      set: (builder: StringBuilder, index: number, value: Char) => builder.splice(index, 1, value.text),
    },
    "string ToString()": (builder: StringBuilder) => builder.text,
    "string ToString(int startIndex, int length)": (builder: StringBuilder, start: number, length: number) =>
      builder.text.slice(start, start + length),
  },
};

/** A System.IO.StringReader. */
class StringReader extends NetObject {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    super();
    this.text = text;
  }

  override get netType(): NetType {
    return typeNamed("System.IO.StringReader");
  }

  readLine(): string | null {
    if (this.at >= this.text.length) return null;
    const line = /([^\r\n]*)(\r\n|\r|\n)?/y;
    line.lastIndex = this.at;
    const match = line.exec(this.text);
    this.at = line.lastIndex;
    return match?.[1] ?? "";
  }

  readToEnd(): string {
    const rest = this.text.slice(this.at);
    this.at = this.text.length;
    return rest;
  }

  read(use: "take" | "look"): number {
    const code = this.at < this.text.length ? this.text.charCodeAt(this.at) : -1;
    if (use === "take") this.at++;
    return code;
  }
}

const stringReaderType: TypeTable = {
  name: "System.IO.StringReader",
  kind: "class",
  interfaces: ["IDisposable"],
  members: {
    "new(string s)": (text: string | null) => new StringReader(notNull(text, "s")),
    "string ReadLine()": (reader: StringReader) => reader.readLine(),
    "string ReadToEnd()": (reader: StringReader) => reader.readToEnd(),
    "int Read()": (reader: StringReader) => reader.read("take"),
    "int Peek()": (reader: StringReader) => reader.read("look"),
  },
};

/** A System.IO.StringWriter. */
class StringWriter extends StringBuilder {
  override get netType(): NetType {
    return typeNamed("System.IO.StringWriter");
  }
}

const stringWriterType: TypeTable = {
  name: "System.IO.StringWriter",
  kind: "class",
  interfaces: ["IDisposable"],
  members: {
    "new()": () => new StringWriter(),
    ...Object.fromEntries(
      appended.flatMap((type) => [
        [`void Write(${type} value)`, (writer: StringWriter, value: unknown) => writer.append(toText(value) ?? "")],
        [
          `void WriteLine(${type} value)`,
          (writer: StringWriter, value: unknown) => writer.append((toText(value) ?? "") + newLine),
        ],
      ]),
    ),
    "void WriteLine()": (writer: StringWriter) => writer.append(newLine),
    "string ToString()": (writer: StringWriter) => writer.text,
  },
};

/** Encoding, StringBuilder, StringReader and StringWriter. */
export const textTypes: readonly TypeTable[] = [encodingType, stringBuilderType, stringReaderType, stringWriterType];
