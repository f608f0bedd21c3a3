import type { Run } from "../../check/bound.ts";
import { DotNetError } from "../../dotnet-error.ts";
import { notNull } from "../../runtime/errors.ts";
import { decodeEscapes } from "../../syntax/text-literals.ts";
import type { NetType } from "../../types/net-type.ts";
import { typeNamed } from "../../types/registry.ts";
import type { TypeTable } from "../../types/type-definition.ts";
import { known } from "../../types/well-known.ts";
import type { EnumValue } from "../../values/enum-value.ts";
import { NetArray } from "../../values/net-array.ts";
import { NetObject } from "../../values/net-object.ts";
import { expandReplacement, findMatches, noMatch, RegexCollection, RegexGroup, type RegexMatch } from "./match.ts";
import { type CompiledPattern, compilePattern } from "./pattern.ts";
import { UnsupportedPattern } from "./translate.ts";

const namespace = "System.Text.RegularExpressions";

/** A System.Text.RegularExpressions.Regex. */
class Regex extends NetObject {
  readonly pattern: CompiledPattern;

  constructor(pattern: CompiledPattern) {
    super();
    this.pattern = pattern;
  }

  override get netType(): NetType {
    return typeNamed(`${namespace}.Regex`);
  }

  override toString(): string {
    return this.pattern.source;
  }
}

type Text = string | null;

function regex(pattern: Text, options: EnumValue | null = null): Regex {
  const source = notNull(pattern, "pattern");
  try {
    return new Regex(compilePattern(source, options?.value ?? 0));
  } catch (error) {
    if (!(error instanceof UnsupportedPattern)) throw error;
    throw new DotNetError(`${namespace}.RegexParseException`, `Invalid pattern '${source}': ${error.message}`, error);
  }
}

function isMatch({ pattern }: Regex, input: Text): boolean {
  return pattern.engine.matcher(notNull(input, "input")).find();
}

function match({ pattern }: Regex, input: Text): RegexMatch {
  for (const found of findMatches(pattern, notNull(input, "input"))) return found;
  return noMatch;
}

const matches = ({ pattern }: Regex, input: Text): RegexCollection =>
  new RegexCollection([...findMatches(pattern, notNull(input, "input"))], "Match");

function replaceWith({ pattern }: Regex, input: Text, replace: (match: RegexMatch) => string, count: number): string {
  const text = notNull(input, "input");
  let result = "";
  let end = 0;
  let left = count;
  for (const found of findMatches(pattern, text)) {
    if (left-- === 0) break;
    result += text.slice(end, found.index) + replace(found);
    end = found.index + (found.text?.length ?? 0);
  }
  return result + text.slice(end);
}

function replace(on: Regex, input: Text, replacement: Text, count = -1): string {
  const expansion = notNull(replacement, "replacement");
  return replaceWith(on, input, (found) => expandReplacement(expansion, found, input ?? ""), count);
}

const evaluate = (on: Regex, input: Text, evaluator: Run): string =>
  replaceWith(on, input, (found) => String(evaluator(found) ?? ""), -1);

function split({ pattern }: Regex, input: Text): NetArray {
  const text = notNull(input, "input");
  const parts: string[] = [];
  let end = 0;
  for (const found of findMatches(pattern, text)) {
    parts.push(text.slice(end, found.index));
    for (const group of found.groups.slice(1)) if (group.text !== null) parts.push(group.text);
    end = found.index + (found.text?.length ?? 0);
  }
  parts.push(text.slice(end));
  return new NetArray(known.string, parts);
}

const noGroup = new RegexGroup("", null, 0);

function unescapeText(text: Text): string {
  const source = notNull(text, "str").replace(/\\([^\w\\'"])/g, "$1");
  try {
    return decodeEscapes(source, 0, source.length);
  } catch (error) {
    throw new DotNetError(`${namespace}.RegexParseException`, `Unrecognized escape sequence in '${text}'.`, error);
  }
}

const regexType: TypeTable = {
  name: `${namespace}.Regex`,
  kind: "class",
  members: {
    "new(string pattern)": (pattern: Text) => regex(pattern),
    "new(string pattern, RegexOptions options)": regex,
    "bool IsMatch(string input)": isMatch,
    "Match Match(string input)": match,
    "MatchCollection Matches(string input)": matches,
    "string Replace(string input, string replacement)": (on: Regex, input: Text, text: Text) =>
      replace(on, input, text),
    "string Replace(string input, string replacement, int count)": replace,
    "string Replace(string input, MatchEvaluator evaluator)": evaluate,
    "string[] Split(string input)": split,
    "static bool IsMatch(string input, string pattern)": (input: Text, pattern: Text) => isMatch(regex(pattern), input),
    "static bool IsMatch(string input, string pattern, RegexOptions options)": (
      input: Text,
      pattern: Text,
      options: EnumValue,
    ) => isMatch(regex(pattern, options), input),
    "static Match Match(string input, string pattern)": (input: Text, pattern: Text) => match(regex(pattern), input),
    "static Match Match(string input, string pattern, RegexOptions options)": (
      input: Text,
      pattern: Text,
      options: EnumValue,
    ) => match(regex(pattern, options), input),
    "static MatchCollection Matches(string input, string pattern)": (input: Text, pattern: Text) =>
      matches(regex(pattern), input),
    "static MatchCollection Matches(string input, string pattern, RegexOptions options)": (
      input: Text,
      pattern: Text,
      options: EnumValue,
    ) => matches(regex(pattern, options), input),
    "static string Replace(string input, string pattern, string replacement)": (
      input: Text,
      pattern: Text,
      text: Text,
    ) => replace(regex(pattern), input, text),
    "static string Replace(string input, string pattern, string replacement, RegexOptions options)": (
      input: Text,
      pattern: Text,
      text: Text,
      options: EnumValue,
    ) => replace(regex(pattern, options), input, text),
    "static string Replace(string input, string pattern, MatchEvaluator evaluator)": (
      input: Text,
      pattern: Text,
      evaluator: Run,
    ) => evaluate(regex(pattern), input, evaluator),
    "static string[] Split(string input, string pattern)": (input: Text, pattern: Text) => split(regex(pattern), input),
    "static string[] Split(string input, string pattern, RegexOptions options)": (
      input: Text,
      pattern: Text,
      options: EnumValue,
    ) => split(regex(pattern, options), input),
    "static string Unescape(string str)": unescapeText,
  },
};

const captureMembers: TypeTable["members"] = {
  "string Value": (group: RegexGroup) => group.text ?? "",
  "int Index": (group: RegexGroup) => group.index,
  "int Length": (group: RegexGroup) => group.text?.length ?? 0,
  "string ToString()": (group: RegexGroup) => group.text ?? "",
};

const collection = (kind: string, extra: TypeTable["members"] = {}): TypeTable => ({
  name: `${namespace}.${kind}Collection`,
  kind: "class",
  listed: kind === "Match" ? "unlisted" : "listed",
  interfaces: [`IEnumerable<${kind}>`],
  members: {
    "int Count": (collection: RegexCollection) => collection.items.length,
    [`${kind} this[int index]`]: (collection: RegexCollection, index: number) => collection.items[index] ?? noGroup,
    ...extra,
  },
});

/** Regex and what its matches consist of. */
export const regexTypes: readonly TypeTable[] = [
  regexType,
  { name: `${namespace}.Capture`, kind: "class", members: captureMembers ?? {} },
  {
    name: `${namespace}.Group`,
    kind: "class",
    base: "Capture",
    members: {
      "bool Success": (group: RegexGroup) => group.text !== null,
      "CaptureCollection Captures": (group: RegexGroup) =>
        new RegexCollection(group.text === null ? [] : [group], "Capture"),
    },
  },
  {
    name: `${namespace}.Match`,
    kind: "class",
    base: "Group",
    members: {
      "static Match Empty": () => noMatch,
      "string Result(string replacement)": (found: RegexMatch, replacement: Text) =>
        expandReplacement(notNull(replacement, "replacement"), found, found.text ?? ""),
      "GroupCollection Groups": (found: RegexMatch) => new RegexCollection(found.groups, "Group"),
    },
  },
  collection("Match"),
  collection("Capture"),
  collection("Group", {
    "Group this[string groupname]": (groups: RegexCollection, name: string) =>
      groups.items.find((group) => group.name === name) ?? noGroup,
  }),
];
