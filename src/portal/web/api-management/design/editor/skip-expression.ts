const OPENING = "([{";
const CLOSING = ")]}";

/**
 * The offset behind a policy expression's closing bracket; `at` is that of its opening one, the `(` of `@(` or the `{` of `@{`.
 * Undefined if the text ends within the expression. Brackets in strings, characters and comments of C# don't count.
 */
export function skipExpression(text: string, at: number): number | undefined {
  let depth = 0;
  let offset = at;
  while (offset < text.length) {
    const skipped = skipLiteral(text, offset);
    if (skipped === undefined) return undefined;
    if (skipped > offset) {
      offset = skipped;
      continue;
    }
    const character = text.charAt(offset);
    if (OPENING.includes(character)) depth += 1;
    if (CLOSING.includes(character)) depth -= 1;
    offset += 1;
    if (depth === 0) return offset;
  }
  return undefined;
}

/** The offset behind the string, character or comment that begins at `at`; `at` itself if none does, undefined if it doesn't end. */
function skipLiteral(text: string, at: number): number | undefined {
  const two = text.slice(at, at + 2);
  if (two === "//") return behind(text, "\n", at + 2);
  if (two === "/*") return behind(text, "*/", at + 2);
  if (two === '@"') return skipVerbatim(text, at + 2);
  const quote = two.charAt(0);
  if (quote !== '"' && quote !== "'") return at;
  for (let offset = at + 1; offset < text.length; offset += 1) {
    const character = text.charAt(offset);
    if (character === "\\") offset += 1;
    else if (character === quote) return offset + 1;
  }
  return undefined;
}

/** Within `@"…"` only a doubled quote is a quote. */
function skipVerbatim(text: string, at: number): number | undefined {
  for (let offset = at; offset < text.length; offset += 1) {
    if (text.charAt(offset) !== '"') continue;
    if (text.charAt(offset + 1) !== '"') return offset + 1;
    offset += 1;
  }
  return undefined;
}

function behind(text: string, end: string, from: number): number | undefined {
  const found = text.indexOf(end, from);
  return found === -1 ? undefined : found + end.length;
}
