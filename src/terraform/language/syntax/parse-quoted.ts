import { decodeQuotedLiteral } from "./decode-literal.ts";
import { parseTemplate } from "./parse-template.ts";
import type { SourceText } from "./source-text.ts";
import type { Syntax } from "./syntax.ts";

const HEREDOC_START = /<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)[ \t]*\r?\n/uy;

/** Reads a text in quotes. */
export function parseQuoted(text: SourceText): Syntax {
  const start = text.position;
  text.take('"');
  return parseTemplate(text, {
    takeEnd: () => {
      if (text.atEnd) throw text.error("Unterminated template string: no closing quote was found", start);
      if (text.startsWith("\n") || text.startsWith("\r\n"))
        throw text.error("Invalid multi-line string: quoted strings may not be split over multiple lines");
      return text.take('"');
    },
    literalEnd: /["\n]/y,
    escapeLength: (at) => (text.text[at] === "\\" ? 2 : 1),
    decode: (raw, position) => decodeQuotedLiteral(text, raw, position),
    removeIndent: false,
  });
}

/** Reads `<<MARKER` or `<<-MARKER` up to the line that holds only the marker; the line break after it stays. */
export function parseHeredoc(text: SourceText): Syntax {
  const start = text.position;
  HEREDOC_START.lastIndex = start;
  const opening = HEREDOC_START.exec(text.text);
  const marker = opening?.[2];
  if (opening === null || marker === undefined)
    throw text.error("Invalid heredoc: a marker and a newline must follow <<");
  text.position += opening[0].length;
  const end = new RegExp(`[ \\t]*${marker}(?=[ \\t]*(?:\\r?\\n|$))`, "y");
  return parseTemplate(text, {
    takeEnd: () => {
      if (text.text[text.position - 1] === "\n" && text.match(end) !== undefined) return true;
      if (text.atEnd) throw text.error(`Unterminated template string: no line with only ${marker} was found`, start);
      return false;
    },
    literalEnd: /(?<=\n)/y,
    escapeLength: () => 1,
    decode: (raw) => raw,
    removeIndent: opening[1] === "-",
  });
}

/** Reads a whole text as the inside of a template, as `templatefile` does. */
export function parseBareTemplate(text: SourceText): Syntax {
  return parseTemplate(text, {
    takeEnd: () => text.atEnd,
    literalEnd: /(?<=\n)/y,
    escapeLength: () => 1,
    decode: (raw) => raw,
    removeIndent: false,
  });
}
