import { DotNetError } from "../../dotnet-error.ts";
import { argumentNull } from "../../runtime/errors.ts";
import { DateTime } from "../../values/date-time.ts";
import { double } from "../../values/numbers.ts";
import { readDate } from "../time/parse-date.ts";
import { JArray, JObject, type JToken, JValue } from "./tokens.ts";

const maximumDepth = 200;
const isoDate = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?$/;

/** What the reader makes of a text that looks like an ISO date: a date, as Json.NET does by default, or a plain text. */
export type DateHandling = "dates" | "texts";

/** Parses JSON as Json.NET reads it: single quotes, bare names, comments and trailing commas are accepted. */
export function parseJson(text: string | null, dates: DateHandling = "dates"): JToken {
  if (text === null) throw argumentNull("json");
  const reader = new Reader(text, dates);
  const token = reader.value(0);
  reader.end();
  return token;
}

class Reader {
  private readonly text: string;
  private readonly dates: DateHandling;
  private at = 0;

  constructor(text: string, dates: DateHandling) {
    this.text = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
    this.dates = dates;
  }

  private error(message: string): DotNetError {
    const before = this.text.slice(0, this.at).split("\n");
    const position = `line ${before.length}, position ${before.at(-1)?.length ?? 0}`;
    return new DotNetError("Newtonsoft.Json.JsonReaderException", `${message} Path '', ${position}.`);
  }

  private skip(): void {
    const trivia = /(?:\s+|\/\*[\s\S]*?\*\/|\/\/[^\n]*)*/y;
    trivia.lastIndex = this.at;
    trivia.exec(this.text);
    this.at = trivia.lastIndex;
  }

  private accept(character: string): boolean {
    this.skip();
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  end(): void {
    this.skip();
    if (this.at < this.text.length) {
      throw this.error(`Additional text encountered after finished reading JSON content: ${this.text[this.at]}.`);
    }
  }

  value(depth: number): JToken {
    this.skip();
    if (depth > maximumDepth) throw this.error(`The reader's MaxDepth of ${maximumDepth} has been exceeded.`);
    const character = this.text[this.at];
    if (character === undefined) throw this.error("Error reading JToken from JsonReader.");
    if (this.accept("{")) return this.object(depth);
    if (this.accept("[")) return this.array(depth);
    if (character === '"' || character === "'") return this.stringValue();
    return this.bareValue();
  }

  private object(depth: number): JObject {
    const object = new JObject();
    while (!this.accept("}")) {
      const name = this.name();
      if (!this.accept(":"))
        throw this.error(
          `Invalid character after parsing property name. Expected ':' but got: ${this.text[this.at] ?? "the end"}.`,
        );
      object.set(name, this.value(depth + 1));
      if (this.accept(",")) continue;
      if (!this.accept("}")) throw this.error("After parsing a value an unexpected character was encountered.");
      break;
    }
    return object;
  }

  private array(depth: number): JArray {
    const array = new JArray();
    while (!this.accept("]")) {
      array.add(this.value(depth + 1));
      if (this.accept(",")) continue;
      if (!this.accept("]")) throw this.error("After parsing a value an unexpected character was encountered.");
      break;
    }
    return array;
  }

  private name(): string {
    this.skip();
    const character = this.text[this.at];
    if (character === '"' || character === "'") return this.string();
    const bare = /[\w$]+/y;
    bare.lastIndex = this.at;
    const name = bare.exec(this.text)?.[0];
    if (name === undefined) throw this.error(`Invalid property identifier character: ${character ?? "the end"}.`);
    this.at = bare.lastIndex;
    return name;
  }

  private stringValue(): JValue {
    const text = this.string();
    const date = this.dates === "dates" && isoDate.test(text) ? readDate(text) : null;
    if (date === null) return new JValue("String", text);
    if (date.offset === null) return new JValue("Date", new DateTime(date.ticks));
    return new JValue("Date", new DateTime(date.ticks - date.offset, date.zone));
  }

  private string(): string {
    const close = this.text[this.at];
    let result = "";
    for (this.at++; this.at < this.text.length; this.at++) {
      const character = this.text[this.at] ?? "";
      if (character === close) {
        this.at++;
        return result;
      }
      result += character === "\\" ? this.escape() : character;
    }
    throw this.error(`Unterminated string. Expected delimiter: ${close}.`);
  }

  private escape(): string {
    this.at++;
    const character = this.text[this.at] ?? "";
    const plain: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
    if (character === "u") {
      const digits = this.text.slice(this.at + 1, this.at + 5);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw this.error(`Invalid Unicode escape sequence: \\u${digits}.`);
      this.at += 4;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    if (`"'\\/`.includes(character) && character !== "") return character;
    const escaped = plain[character];
    if (escaped === undefined) throw this.error(`Bad JSON escape sequence: \\${character}.`);
    return escaped;
  }

  private bareValue(): JValue {
    const bare = /[^\s,\]}:[{"']+/y;
    bare.lastIndex = this.at;
    const word = bare.exec(this.text)?.[0] ?? "";
    const value = readWord(word);
    if (value === null) {
      throw this.error(`Unexpected character encountered while parsing value: ${this.text[this.at] ?? "the end"}.`);
    }
    this.at = bare.lastIndex;
    return value;
  }
}

function readWord(word: string): JValue | null {
  switch (word) {
    case "true":
    case "false":
      return new JValue("Boolean", word === "true");
    case "null":
      return new JValue("Null", null);
    case "undefined":
      return new JValue("Undefined", null);
    case "NaN":
      return new JValue("Float", double(Number.NaN));
    case "Infinity":
    case "-Infinity":
      return new JValue("Float", double(word.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY));
  }
  if (/^-?\d+$/.test(word)) {
    const value = BigInt(word);
    return BigInt.asIntN(64, value) === value
      ? new JValue("Integer", value)
      : new JValue("Float", double(Number(word)));
  }
  return /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(word) ? new JValue("Float", double(Number(word))) : null;
}
