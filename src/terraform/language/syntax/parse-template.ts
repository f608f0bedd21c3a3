import type { Range } from "../terraform-error.ts";
import { buildTemplate, type LiteralPart, type TemplatePart } from "./build-template.ts";
import { parseExpression } from "./parse-expression.ts";
import { parseForIntroduction } from "./parse-for.ts";
import { removeHeredocIndent } from "./remove-heredoc-indent.ts";
import type { SourceText } from "./source-text.ts";
import type { Syntax } from "./syntax.ts";

/** How one kind of template (quoted, heredoc, file) is delimited. */
export interface TemplateForm {
  /** Moves over the end of the template if it stands here. */
  readonly takeEnd: () => boolean;
  /** Where a literal must stop, apart from a sequence: at the quote, or after each line. */
  readonly literalEnd: RegExp;
  /** How many characters belong together at a position, so that an escaped quote does not end the literal. */
  readonly escapeLength: (position: number) => number;
  readonly decode: (raw: string, position: number) => string;
  /** `<<-`: the common indentation goes. */
  readonly removeIndent: boolean;
}

const WORD = /[a-z]+/y;

/** Reads the inside of a template up to and with its end. */
export function parseTemplate(text: SourceText, form: TemplateForm): Syntax {
  const range = text.range();
  const parts: TemplatePart[] = [];
  let trimNext = false;
  let previousLiteral: LiteralPart | undefined;
  while (!form.takeEnd()) {
    if (!text.startsWith("${") && !text.startsWith("%{")) {
      const literal = parseLiteral(text, form);
      // A marker trims one literal, and in a heredoc or a file a literal is one line at most.
      if (trimNext) literal.text = literal.text.trimStart();
      trimNext = false;
      parts.push(literal);
      previousLiteral = literal;
      continue;
    }
    if (text.text[text.position + 2] === "~" && previousLiteral !== undefined)
      previousLiteral.text = previousLiteral.text.trimEnd();
    previousLiteral = undefined;
    parts.push(text.nested(() => parseSequence(text)));
    text.skip("lines");
    trimNext = text.take("~");
    text.expect("}", "Extra characters after template sequence");
  }
  if (form.removeIndent) removeHeredocIndent(parts);
  return buildTemplate(text, parts, range);
}

function parseLiteral(text: SourceText, form: TemplateForm): LiteralPart {
  const start = text.position;
  const range = text.range();
  let decoded = "";
  let from = start;
  while (!text.atEnd) {
    // "$${" and "%%{" stand for "${" and "%{"; of a longer row of "$" only the last two count.
    if (text.startsWith("$${") || text.startsWith("%%{")) {
      decoded +=
        form.decode(text.text.slice(from, text.position), from) + text.text.slice(text.position + 1, text.position + 3);
      text.position += 3;
      from = text.position;
      continue;
    }
    if (text.startsWith("${") || text.startsWith("%{")) break;
    form.literalEnd.lastIndex = text.position;
    if (text.position > start && form.literalEnd.test(text.text)) break;
    text.position = Math.min(text.position + form.escapeLength(text.position), text.text.length);
  }
  decoded += form.decode(text.text.slice(from, text.position), from);
  return { kind: "literal", range, text: decoded };
}

function parseSequence(text: SourceText): TemplatePart {
  const range = text.range();
  const control = text.startsWith("%{");
  text.position += 2;
  text.take("~");
  text.skip("lines");
  if (!control) return { kind: "value", range, value: parseExpression(text, "lines") };
  return parseDirective(text, range);
}

function parseDirective(text: SourceText, range: Range): TemplatePart {
  const word = text.match(WORD);
  text.skip("lines");
  switch (word) {
    case "if":
      return { kind: "if", range, condition: parseExpression(text, "lines") };
    case "for":
      return { kind: "for", range, ...parseForIntroduction(text) };
    case "else":
    case "endif":
    case "endfor":
      return { kind: word, range };
    default:
      throw text.error(`Invalid template directive: "${word ?? ""}" is not known`);
  }
}
