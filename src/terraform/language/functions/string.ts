import { listOf } from "../collection-kind.ts";
import { compareText } from "../types/sorted-keys.ts";
import { define, defineVariadic, type FunctionTable, failure } from "./define.ts";
import { formatList, formatText } from "./format.ts";
import { graphemes } from "./graphemes.ts";
import { integer, nullable, text, texts } from "./parameter.ts";
import { firstMatch, matches, replaceMatches } from "./regular-expression.ts";

/** Functions on text. `substr` counts characters as people see them (grapheme clusters), as `length` does. */
export const stringFunctions: FunctionTable = new Map([
  ["chomp", define([text("str")], ([str]) => str.replace(/(?:\r\n|\n|\r)+$/, ""))],
  ["endswith", define([text("str"), text("suffix")], ([str, suffix]) => str.endsWith(suffix))],
  ["format", defineVariadic([text("format")], nullable("args"), ([format], given) => formatText(format, given))],
  ["formatlist", defineVariadic([text("format")], nullable("args"), ([format], given) => formatList(format, given))],
  ["indent", define([integer("spaces"), text("str")], ([spaces, str]) => indent(spaces, str))],
  [
    "join",
    defineVariadic([text("separator")], texts("lists"), ([separator], lists) => {
      if (lists.length === 0) throw failure("at least one list is required");
      return lists.flat().join(separator);
    }),
  ],
  ["lower", define([text("str")], ([str]) => mapCharacters(str, (character) => character.toLowerCase()))],
  ["regex", define([text("pattern"), text("string")], ([pattern, str]) => firstMatch(pattern, str))],
  ["regexall", define([text("pattern"), text("string")], ([pattern, str]) => listOf(matches(pattern, str)))],
  [
    "replace",
    define([text("str"), text("substr"), text("replace")], ([str, substr, replacement]) =>
      replace(str, substr, replacement),
    ),
  ],
  ["sort", define([texts("list")], ([list]) => listOf([...list].sort(compareText)))],
  ["split", define([text("separator"), text("str")], ([separator, str]) => listOf(split(separator, str)))],
  ["startswith", define([text("str"), text("prefix")], ([str, prefix]) => str.startsWith(prefix))],
  ["strcontains", define([text("str"), text("substr")], ([str, substr]) => str.includes(substr))],
  ["strrev", define([text("str")], ([str]) => [...str].reverse().join(""))],
  [
    "substr",
    define([text("str"), integer("offset"), integer("length")], ([str, offset, length]) => substr(str, offset, length)),
  ],
  ["title", define([text("str")], ([str]) => title(str))],
  ["trim", define([text("str"), text("cutset")], ([str, cutset]) => trim(str, new Set(cutset)))],
  [
    "trimprefix",
    define([text("str"), text("prefix")], ([str, prefix]) => (str.startsWith(prefix) ? str.slice(prefix.length) : str)),
  ],
  ["trimspace", define([text("str")], ([str]) => str.trim())],
  [
    "trimsuffix",
    define([text("str"), text("suffix")], ([str, suffix]) =>
      str.endsWith(suffix) ? str.slice(0, str.length - suffix.length) : str,
    ),
  ],
  ["upper", define([text("str")], ([str]) => mapCharacters(str, (character) => character.toUpperCase()))],
]);

/** Go changes the case of one character to one character, so "ß" stays as it is. */
function mapCharacters(str: string, change: (character: string) => string): string {
  return Array.from(str, (character) => {
    const changed = change(character);
    return [...changed].length === 1 ? changed : character;
  }).join("");
}

function indent(spaces: number, str: string): string {
  if (spaces < 0) throw failure("the number of spaces must not be negative");
  return str.replaceAll("\n", `\n${" ".repeat(spaces)}`);
}

function split(separator: string, str: string): readonly string[] {
  return separator === "" ? [...str] : str.split(separator);
}

function replace(str: string, substr: string, replacement: string): string {
  if (substr.length > 1 && substr.startsWith("/") && substr.endsWith("/"))
    return replaceMatches(substr.slice(1, -1), str, replacement);
  // An empty text is found around every character.
  return (substr === "" ? ["", ...str, ""] : str.split(substr)).join(replacement);
}

function substr(str: string, offset: number, length: number): string {
  const characters = graphemes(str);
  const start = offset < 0 ? Math.max(characters.length + offset, 0) : offset;
  return characters.slice(start, length < 0 ? undefined : start + length).join("");
}

function title(str: string): string {
  return str.replace(/(?<![\p{L}\p{N}_])\p{L}/gu, (letter) => mapCharacters(letter, (one) => one.toUpperCase()));
}

function trim(str: string, cutset: ReadonlySet<string>): string {
  const characters = [...str];
  const first = characters.findIndex((character) => !cutset.has(character));
  const last = characters.findLastIndex((character) => !cutset.has(character));
  return first === -1 ? "" : characters.slice(first, last + 1).join("");
}
