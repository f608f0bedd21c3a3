/** An operation's URL template, ready to match. */
export interface UrlTemplate {
  /** Parameters of the path by name when `path` and `query` fit; undefined when they don't. `path` is decoded by segment later. */
  match(path: string, query: URLSearchParams | null): ReadonlyMap<string, string> | undefined;
  /** Higher is tried first. */
  readonly precedence: number;
}

interface Segment {
  readonly kind: "literal" | "parameter" | "rest";
  /** Lower-case text of a literal, name of a parameter. */
  readonly text: string;
}

const NO_PARAMETERS: ReadonlyMap<string, string> = new Map();

/**
 * Compiles `/items/{id}?expand={expand}`. Literals compare ignoring case, and decoded; `{name}` takes one segment, `*`, `/*` and `{*name}`
 * what is left; query parameters of the template must be there, in any order. Which operation wins has no page: a literal goes
 * before a parameter and a parameter before the rest, from left to right, then the one that asks for more of the query.
 */
export function compileUrlTemplate(template: string): UrlTemplate {
  const at = template.indexOf("?");
  const segments = splitPath(at === -1 ? template : template.slice(0, at)).map(readSegment);
  const query = at === -1 ? [] : [...new URLSearchParams(template.slice(at + 1))];
  const precedence = segments.reduce((sum, { kind }, index) => sum + rank(kind) / 4 ** index, 0) + query.length / 1e6;
  const isPlain = query.length === 0 && segments.every(({ kind }) => kind === "literal");
  const plainPath = segments.map(({ text }) => `/${text}`).join("") || "/";

  return {
    precedence,
    match(path, given) {
      if (isPlain && trimSlash(path).toLowerCase() === plainPath) return NO_PARAMETERS;
      // An escape may still spell a character of a literal: `%3A` a colon.
      if (isPlain && !path.includes("%")) return undefined;
      const parameters = matchPath(segments, splitPath(path));
      if (parameters === undefined) return undefined;
      return matchQuery(query, given, parameters) ? parameters : undefined;
    },
  };
}

function trimSlash(path: string): string {
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}

function splitPath(path: string): readonly string[] {
  const trimmed = path.replace(/^\/|\/$/g, "");
  return trimmed === "" ? [] : trimmed.split("/");
}

function readSegment(text: string): Segment {
  if (text === "*") return { kind: "rest", text: "*" };
  const name = /^\{(\*?)([^{}]+)\}$/.exec(text);
  if (name === null) return { kind: "literal", text: decode(text).toLowerCase() };
  return { kind: name[1] === "*" ? "rest" : "parameter", text: name[2] ?? "" };
}

function rank(kind: Segment["kind"]): number {
  return kind === "literal" ? 3 : kind === "parameter" ? 2 : 1;
}

function matchPath(segments: readonly Segment[], parts: readonly string[]): Map<string, string> | undefined {
  const parameters = new Map<string, string>();
  for (const [index, segment] of segments.entries()) {
    if (segment.kind === "rest") {
      parameters.set(segment.text, parts.slice(index).map(decode).join("/"));
      return parameters;
    }
    const part = parts[index];
    if (part === undefined || part === "") return undefined;
    if (segment.kind === "parameter") parameters.set(segment.text, decode(part));
    else if (segment.text !== part.toLowerCase() && segment.text !== decode(part).toLowerCase()) return undefined;
  }
  return parts.length === segments.length ? parameters : undefined;
}

function matchQuery(
  wanted: readonly (readonly [string, string])[],
  given: URLSearchParams | null,
  parameters: Map<string, string>,
): boolean {
  for (const [name, value] of wanted) {
    const found = given?.get(name);
    if (found === undefined || found === null) return false;
    const parameter = /^\{([^{}]+)\}$/.exec(value)?.[1];
    if (parameter !== undefined) parameters.set(parameter, found);
    else if (found.toLowerCase() !== value.toLowerCase()) return false;
  }
  return true;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
