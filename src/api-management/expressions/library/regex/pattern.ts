import { RE2JS } from "re2js";
import { DotNetError } from "../../dotnet-error.ts";
import { translatePattern, UnsupportedPattern } from "./translate.ts";

/** A compiled pattern and how .NET numbers its groups. */
export interface CompiledPattern {
  readonly source: string;
  readonly engine: ReturnType<typeof RE2JS.compile>;
  /** .NET's groups in order: RE2's number of each, and its name. Unnamed groups come before named ones. */
  readonly groups: readonly { readonly index: number; readonly name: string }[];
}

const flags = {
  ignoreCase: 1,
  multiline: 2,
  explicitCapture: 4,
  singleline: 16,
  ignoreWhiteSpace: 32,
  rightToLeft: 64,
} as const;
const maximumCached = 500;
const cache = new Map<string, CompiledPattern>();

/**
 * Compiles a .NET pattern with System.Text.RegularExpressions.RegexOptions.
 *
 * @throws UnsupportedPattern for what has no linear-time form
 * @throws DotNetError System.Text.RegularExpressions.RegexParseException for a malformed pattern
 */
export function compilePattern(source: string, options: number): CompiledPattern {
  const key = `${options} ${source}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const has = (flag: keyof typeof flags): boolean => (options & flags[flag]) !== 0;
  if (has("rightToLeft")) throw new UnsupportedPattern("RegexOptions.RightToLeft is not available.");
  const translated = translatePattern(source, {
    ignoreWhiteSpace: has("ignoreWhiteSpace"),
    explicitCapture: has("explicitCapture"),
    multiline: has("multiline"),
  });
  const engineFlags =
    (has("ignoreCase") ? RE2JS.CASE_INSENSITIVE : 0) |
    (has("multiline") ? RE2JS.MULTILINE : 0) |
    (has("singleline") ? RE2JS.DOTALL : 0);
  const engine = compileTranslated(source, translated, engineFlags);
  const compiled = { source, engine, groups: numberGroups(engine) };
  if (cache.size >= maximumCached) cache.clear();
  cache.set(key, compiled);
  return compiled;
}

function compileTranslated(source: string, translated: string, engineFlags: number): ReturnType<typeof RE2JS.compile> {
  try {
    return RE2JS.compile(translated, engineFlags);
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unknown reason";
    throw new DotNetError(
      "System.Text.RegularExpressions.RegexParseException",
      `Invalid pattern '${source}': ${reason}`,
      error,
    );
  }
}

function numberGroups(engine: ReturnType<typeof RE2JS.compile>): CompiledPattern["groups"] {
  const names = new Map(Object.entries(engine.namedGroups()).map(([name, index]) => [index, name]));
  const indexes = Array.from({ length: engine.groupCount() }, (_, index) => index + 1);
  const ordered = [0, ...indexes.filter((index) => !names.has(index)), ...indexes.filter((index) => names.has(index))];
  return ordered.map((index, position) => ({ index, name: names.get(index) ?? String(position) }));
}
