import { type Matcher, RE2JS, RE2JSException } from "re2js";
import type { Value } from "../value.ts";
import { failure } from "./define.ts";

/**
 * What a match gives, as Terraform documents for `regex`: the text when the pattern has no groups, a record of its
 * groups when they are named, otherwise a list of them. Throws TerraformError when nothing matches.
 */
export function firstMatch(pattern: string, text: string): Value {
  const matcher = compile(pattern).matcher(text);
  if (!matcher.find()) throw failure("pattern did not match any part of the given string");
  return capture(matcher, pattern);
}

/** All matches, in the shape of {@link firstMatch}. */
export function matches(pattern: string, text: string): readonly Value[] {
  return Array.from(findAll(pattern, text), (matcher) => capture(matcher, pattern));
}

/** Replaces all matches; `$1`, `${1}` and `${name}` in the replacement stand for groups, `$$` for a dollar sign. */
export function replaceMatches(pattern: string, text: string, replacement: string): string {
  let result = "";
  let end = 0;
  for (const matcher of findAll(pattern, text)) {
    result += text.slice(end, matcher.start()) + expand(replacement, matcher);
    end = matcher.end();
  }
  return result + text.slice(end);
}

// As in Go: an empty match right after another match does not count.
function* findAll(pattern: string, text: string): Generator<Matcher> {
  const matcher = compile(pattern).matcher(text);
  let end = -1;
  while (matcher.find()) {
    if (matcher.start() !== matcher.end() || matcher.start() !== end) yield matcher;
    end = matcher.end();
  }
}

// As in Go: the name after "$" is as long as it can be, and an unknown group is empty.
function expand(replacement: string, matcher: Matcher): string {
  return replacement.replace(
    /\$(?:(\$)|\{(\w+)\}|(\w+))/g,
    (_all, dollar: string | undefined, braced: string | undefined, bare: string | undefined) => {
      if (dollar !== undefined) return "$";
      const name = braced ?? bare ?? "";
      if (/^\d+$/.test(name)) {
        const index = Number(name);
        return index <= matcher.groupCount() ? (matcher.group(index) ?? "") : "";
      }
      return matcher.getNamedGroups()[name] ?? "";
    },
  );
}

function capture(matcher: Matcher, pattern: string): Value {
  const count = matcher.groupCount();
  if (count === 0) return matcher.group() ?? "";
  const named = Object.entries(matcher.getNamedGroups());
  if (named.length === 0) return Array.from({ length: count }, (_, index) => matcher.group(index + 1) ?? null);
  if (named.length < count) throw failure(`cannot mix named and unnamed capture groups in the pattern "${pattern}"`);
  return Object.fromEntries(named);
}

function compile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (error instanceof RE2JSException) throw failure(`invalid regexp pattern: ${error.message}`);
    throw error;
  }
}
