/**
 * True if a path needs no authentication: it equals an entry, or an entry that ends in `*` begins it ("File-based
 * configuration": `excludedPaths`). `path` has its dot segments resolved already. One that still hides a slash, a
 * backslash or a dot segment behind an escape is never excluded, as the app may read it as another path than this
 * function does.
 */
export function isExcludedPath(path: string, excludedPaths: readonly string[]): boolean {
  if (excludedPaths.length === 0 || /%(?:2f|5c|2e|25|00)/i.test(path)) return false;
  const plain = path.toLowerCase();
  return excludedPaths.some((entry) => {
    const wanted = entry.toLowerCase();
    return wanted.endsWith("*") ? plain.startsWith(wanted.slice(0, -1)) : plain === wanted;
  });
}
