/** A .NET regular expression uses something that has no linear-time form, so this engine does not run it. */
export class UnsupportedPattern extends Error {
  override readonly name = "UnsupportedPattern";
}

/** Options of a pattern that change how it is read. */
export interface PatternOptions {
  readonly ignoreWhiteSpace: boolean;
  readonly explicitCapture: boolean;
  readonly multiline: boolean;
}

/** .NET's classes are Unicode's; those of RE2 are ASCII's. */
const classes: Readonly<Record<string, string>> = {
  d: "\\p{Nd}",
  D: "\\P{Nd}",
  w: "\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}",
  s: "\\t-\\r\\x{85}\\p{Z}",
};

const refusedGroups: readonly (readonly [string, string])[] = [
  ["(?=", "a lookahead, (?=…)"],
  ["(?!", "a negative lookahead, (?!…)"],
  ["(?<=", "a lookbehind, (?<=…)"],
  ["(?<!", "a negative lookbehind, (?<!…)"],
  ["(?>", "an atomic group, (?>…)"],
  ["(?(", "a conditional group, (?(…)…)"],
];

const refuse = (feature: string): UnsupportedPattern =>
  new UnsupportedPattern(
    `Regular expressions run in linear time here, which ${feature} does not allow; write the pattern without it.`,
  );

/**
 * Rewrites a .NET pattern for RE2.
 *
 * @throws UnsupportedPattern for lookarounds, backreferences, atomic and conditional groups, class subtraction and `\G`
 */
export function translatePattern(pattern: string, options: PatternOptions): string {
  let result = "";
  let at = 0;
  while (at < pattern.length) {
    const character = pattern[at] ?? "";
    if (character === "\\") {
      const piece = readEscape(pattern, at, "outside");
      result += piece.text;
      at = piece.end;
    } else if (character === "[") {
      const set = readClass(pattern, at);
      result += set.text;
      at = set.end;
    } else if (character === "(") {
      const group = readGroup(pattern, at, options);
      result += group.text;
      at = group.end;
    } else if (options.ignoreWhiteSpace && /\s/.test(character)) {
      at++;
    } else if (options.ignoreWhiteSpace && character === "#") {
      const end = pattern.indexOf("\n", at);
      at = end < 0 ? pattern.length : end + 1;
    } else {
      result += character === "$" && !options.multiline ? "(?:\\n?\\z)" : character;
      at++;
    }
  }
  return result;
}

interface Piece {
  readonly text: string;
  readonly end: number;
}

function readGroup(pattern: string, at: number, options: PatternOptions): Piece {
  for (const [start, feature] of refusedGroups) if (pattern.startsWith(start, at)) throw refuse(feature);
  if (pattern.startsWith("(?#", at)) {
    const end = pattern.indexOf(")", at);
    return { text: "", end: end < 0 ? pattern.length : end + 1 };
  }
  const named = /\(\?(?:<(\w+)(-\w*)?>|'(\w+)')/y;
  named.lastIndex = at;
  const match = named.exec(pattern);
  if (match !== null) {
    if (match[2] !== undefined) throw refuse("a balancing group, (?<a-b>…)");
    return { text: `(?P<${match[1] ?? match[3]}>`, end: named.lastIndex };
  }
  if (!pattern.startsWith("(?", at)) return { text: options.explicitCapture ? "(?:" : "(", end: at + 1 };
  const flags = /\(\?([imnsx]*)(?:-([imnsx]+))?[:)]/y;
  flags.lastIndex = at;
  const inline = flags.exec(pattern);
  if (/[nx]/.test(`${inline?.[1] ?? ""}${inline?.[2] ?? ""}`)) throw refuse("an inline option n or x");
  return { text: "(?", end: at + 2 };
}

function readEscape(pattern: string, at: number, place: "outside" | "class"): Piece {
  const letter = pattern[at + 1] ?? "";
  const end = at + 2;
  const known = classes[letter];
  if (known !== undefined)
    return { text: place === "class" || known.startsWith("\\p{Nd}") || letter === "D" ? known : `[${known}]`, end };
  switch (letter) {
    case "W":
    case "S":
      if (place === "class") throw refuse(`\\${letter} inside of a character class`);
      return { text: `[^${classes[letter.toLowerCase()]}]`, end };
    case "b":
      return { text: place === "class" ? "\\x08" : "\\b", end };
    case "e":
      return { text: "\\x1b", end };
    case "Z":
      return { text: "(?:\\n?\\z)", end };
    case "G":
    case "k":
      throw refuse(letter === "G" ? "\\G" : "a backreference, \\k<…>");
    case "u":
      return { text: `\\x{${pattern.slice(end, end + 4)}}`, end: end + 4 };
    case "c":
      return { text: `\\x{${(pattern.charCodeAt(end) & 31 || 0).toString(16)}}`, end: end + 1 };
  }
  if (/[1-9]/.test(letter)) throw refuse(`a backreference, \\${letter}`);
  if (letter === "p" || letter === "P") {
    const close = pattern.indexOf("}", at);
    if (close < 0) return { text: pattern.slice(at), end: pattern.length };
    const name = pattern.slice(at + 3, close);
    if (/^Is/.test(name)) throw refuse(`the Unicode block ${name}`);
    return { text: pattern.slice(at, close + 1), end: close + 1 };
  }
  if (/[a-zA-Z0-9]/.test(letter) || letter === "") return { text: pattern.slice(at, end), end };
  return { text: letter === "_" || /\s/.test(letter) || letter > "\x7f" ? letter : `\\${letter}`, end };
}

function readClass(pattern: string, start: number): Piece {
  let at = start + 1;
  let text = "[";
  if (pattern[at] === "^") {
    text += "^";
    at++;
  }
  let isFirst = true;
  while (at < pattern.length) {
    const character = pattern[at] ?? "";
    if (character === "]" && !isFirst) return { text: `${text}]`, end: at + 1 };
    if (character === "-" && pattern[at + 1] === "[") throw refuse("the subtraction of a class, [a-z-[aeiou]]");
    if (character === "\\") {
      const piece = readEscape(pattern, at, "class");
      text += piece.text;
      at = piece.end;
    } else {
      text +=
        character === "[" || character === "]" || character === "&" || character === "~" ? `\\${character}` : character;
      at++;
    }
    isFirst = false;
  }
  return { text, end: at };
}
