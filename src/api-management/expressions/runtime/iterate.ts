import { Char } from "../values/char.ts";
import { KeyValuePair } from "../values/key-value-pair.ts";
import { NetArray } from "../values/net-array.ts";
import { NetSequence } from "../values/net-sequence.ts";
import { byte } from "../values/numbers.ts";
import { nullReference } from "./type-of.ts";

/** The elements of any .NET sequence. @throws DotNetError System.NullReferenceException for null */
export function iterate(sequence: unknown): Iterable<unknown> {
  if (sequence instanceof NetArray) return sequence.items;
  if (sequence instanceof NetSequence) return sequence;
  if (typeof sequence === "string") return characters(sequence);
  if (sequence instanceof Uint8Array) return Array.from(sequence, byte);
  if (sequence instanceof Map) return pairs(sequence);
  if (sequence === null || sequence === undefined) throw nullReference();
  throw new TypeError("the checker lets only sequences be enumerated");
}

function* characters(text: string): Iterable<Char> {
  for (let index = 0; index < text.length; index++) yield Char.of(text.charCodeAt(index));
}

function* pairs(map: ReadonlyMap<unknown, unknown>): Iterable<KeyValuePair> {
  for (const [key, value] of map) yield new KeyValuePair(key, value);
}
