import { argumentOutOfRange } from "../runtime/errors.ts";
import { known } from "../types/well-known.ts";
import type { Char } from "../values/char.ts";
import { NetArray } from "../values/net-array.ts";
import { isWhiteSpaceText } from "./char.ts";

const removeEmpty = 1;
const trimEntries = 2;

/** String.Split with characters; none, or null, means white space. */
export function splitByChars(text: string, chars: NetArray | null, count?: number, options = 0): NetArray {
  const separators = ((chars?.items ?? []) as readonly Char[]).map((char) => char.text);
  return split(text, separators, count, options);
}

/** String.Split: at every separator (white space when there is none), at most `count` parts, empty ones perhaps left out. */
export function split(text: string, separators: readonly (string | null)[], count?: number, options = 0): NetArray {
  if (count !== undefined && count < 0) throw argumentOutOfRange("count");
  const sought = separators.filter((separator): separator is string => separator !== null && separator !== "");
  const byWhiteSpace = separators.length === 0;
  const limit = count ?? Number.POSITIVE_INFINITY;
  const parts: string[] = [];
  if (limit === 0) return new NetArray(known.string, []);
  const keep = (part: string): void => {
    const entry = (options & trimEntries) !== 0 ? part.trim() : part;
    if (entry !== "" || (options & removeEmpty) === 0) parts.push(entry);
  };
  let start = 0;
  let at = 0;
  while (at < text.length && parts.length < limit - 1) {
    const found = byWhiteSpace
      ? isWhiteSpaceText(text[at] ?? "")
        ? text[at]
        : undefined
      : sought.find((separator) => text.startsWith(separator, at));
    if (found === undefined) {
      at++;
      continue;
    }
    keep(text.slice(start, at));
    at += found.length;
    start = at;
  }
  let rest = text.slice(start);
  if ((options & removeEmpty) !== 0 && count !== undefined) {
    const leading = (): string | undefined => sought.find((separator) => rest.startsWith(separator));
    for (let separator = leading(); separator !== undefined; separator = leading()) rest = rest.slice(separator.length);
  }
  keep(rest);
  return new NetArray(known.string, parts);
}
