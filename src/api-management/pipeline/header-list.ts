import type { HeaderView } from "../expressions/index.ts";
import { GatewayError } from "./gateway-error.ts";

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** A header leaves as Latin-1, a byte a character: of U+010A only the line feed in it would be left. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** True for a text that can be the name of a header (RFC 9110, 5.1). */
export function isHeaderName(text: string): boolean {
  return NAME.test(text);
}

/** True for a text that can be sent as the value of a header (RFC 9110, 5.5). */
export function isHeaderValue(text: string): boolean {
  return VALUE.test(text);
}

/**
 * The headers of a message, in order and as spelled. Names compare ignoring case. Kept as parallel arrays: a message has
 * some ten headers, and walking them is cheaper than building a map for each request.
 */
export class HeaderList implements HeaderView {
  readonly #names: string[] = [];
  readonly #keys: string[] = [];
  readonly #values: string[] = [];

  /** From Node's `rawHeaders`: name, value, name, value, … */
  static fromRaw(raw: readonly string[]): HeaderList {
    const list = new HeaderList();
    for (let index = 0; index + 1 < raw.length; index += 2) list.appendParsed(raw[index] ?? "", raw[index + 1] ?? "");
    return list;
  }

  get size(): number {
    return this.#keys.length;
  }

  get(name: string): readonly string[] | undefined {
    const key = name.toLowerCase();
    let index = this.#keys.indexOf(key);
    if (index === -1) return undefined;
    const found: string[] = [];
    for (; index !== -1; index = this.#keys.indexOf(key, index + 1)) found.push(this.#values[index] ?? "");
    return found;
  }

  /** The first value; undefined when there is none. */
  first(name: string): string | undefined {
    const index = this.#keys.indexOf(name.toLowerCase());
    return index === -1 ? undefined : this.#values[index];
  }

  has(name: string): boolean {
    return this.#keys.includes(name.toLowerCase());
  }

  names(): Iterable<string> {
    return new Set(this.#names);
  }

  /** Every header, lower-case name first: for loops on the hot path. */
  forEach(visit: (key: string, name: string, value: string) => void): void {
    for (let index = 0; index < this.#keys.length; index += 1) {
      visit(this.#keys[index] ?? "", this.#names[index] ?? "", this.#values[index] ?? "");
    }
  }

  /** Throws `GatewayError` for what no header can hold. */
  append(name: string, value: string): void {
    checkHeader(name, value);
    this.appendParsed(name, value);
  }

  /** For a header that a parser has taken from the wire, and so has checked. Gives the name in lower case. */
  appendParsed(name: string, value: string): string {
    const key = name.toLowerCase();
    this.#names.push(name);
    this.#keys.push(key);
    this.#values.push(value);
    return key;
  }

  /** Replaces all values of that name, in the place of the first. Throws `GatewayError` for what no header can hold. */
  set(name: string, values: readonly string[]): void {
    for (const value of values) checkHeader(name, value);
    const key = name.toLowerCase();
    const [first] = values;
    const at = first === undefined ? -1 : this.#keys.indexOf(key);
    if (at === -1 || first === undefined) {
      this.#removeFrom(0, key);
      for (const value of values) this.appendParsed(name, value);
      return;
    }
    this.#values[at] = first;
    this.#names[at] = name;
    this.#removeFrom(at + 1, key);
    for (let index = 1; index < values.length; index += 1) this.appendParsed(name, values[index] ?? "");
  }

  delete(name: string): void {
    this.#removeFrom(0, name.toLowerCase());
  }

  #removeFrom(start: number, key: string): void {
    for (let index = this.#keys.length - 1; index >= start; index -= 1) {
      if (this.#keys[index] !== key) continue;
      this.#keys.splice(index, 1);
      this.#names.splice(index, 1);
      this.#values.splice(index, 1);
    }
  }
}

/** A long value is mostly a token, and the same as the last time; to compare it costs far less than to go through it again. */
let lastLongValue = "";
const LONG = 256;

function checkHeader(name: string, value: string): void {
  if (!NAME.test(name)) throw unusable(`'${name.slice(0, 80)}' is not the name of a header.`);
  if (value.length > LONG && value === lastLongValue) return;
  if (VALUE.test(value)) {
    if (value.length > LONG) lastLongValue = value;
    return;
  }
  const found = [...value].find((character) => !VALUE.test(character)) ?? "";
  const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  throw unusable(`The value of the header '${name}' holds U+${code}: encode what is not Latin-1 text of one line.`);
}

function unusable(what: string): GatewayError {
  return GatewayError.internal("ExpressionValueEvaluationFailure", `Expression evaluation failed. ${what}`);
}
