/** The path and the query that a request line asks for. */
export interface RequestTarget {
  /** Starts with `/`. */
  readonly path: string;
  /** Empty, or starts with `?`. */
  readonly queryString: string;
}

/** What makes a path one of several spellings: an escape, a dot segment, or a character that has no place in a path. */
const SPELLED = /[%\\#]|\/\./;

/**
 * Reads a request target in its one normal spelling (RFC 3986, 6.2.2): escapes of characters that need none are undone, dot
 * segments are resolved. Backends do that themselves; a gateway that routed by another spelling would let `/a/../secret`
 * pass as something that is not `/secret`. `%2F` and `%5C` stay: they are no separators. Undefined for a target that is not a
 * path, or leaves the root.
 */
export function readRequestTarget(target: string): RequestTarget | undefined {
  const at = target.indexOf("?");
  const given = at === -1 ? target : target.slice(0, at);
  const path = SPELLED.test(given) ? normalise(given) : given;
  if (path === undefined || !path.startsWith("/")) return undefined;
  return { path, queryString: at === -1 ? "" : target.slice(at) };
}

function normalise(path: string): string | undefined {
  const plain = path
    .replace(/%([0-9a-f]{2})/gi, (escaped, hex: string) => {
      const character = String.fromCharCode(Number.parseInt(hex, 16));
      return /[\w.~-]/.test(character) ? character : escaped;
    })
    .replaceAll("\\", "%5C")
    .replaceAll("#", "%23");
  const kept: string[] = [];
  const segments = plain.split("/");
  for (const [index, segment] of segments.entries()) {
    const isDots = segment === "." || segment === "..";
    if (segment === "..") {
      // The first is the empty one before the root's slash.
      if (kept.length < 2) return undefined;
      kept.pop();
    }
    if (!isDots) kept.push(segment);
    else if (index === segments.length - 1) kept.push("");
  }
  return kept.join("/");
}
