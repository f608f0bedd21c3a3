import type { Attribute, Block, Body, Expression } from "../body.ts";
import { type Range, TerraformError } from "../terraform-error.ts";
import { decodeQuotedLiteral } from "./decode-literal.ts";
import { parseExpression } from "./parse-expression.ts";
import { SourceText } from "./source-text.ts";

const QUOTED_LABEL = /"((?:[^"\\\n]|\\.)*)"/y;

/** Reads a `.tf` or `.tfvars` file. `file` is its name in messages. Throws TerraformError with code `SYNTAX`. */
export function parseFile(file: string, content: string): Body {
  const text = new SourceText(file, content);
  return parseBody(text, text.range(0), () => text.atEnd);
}

/** Reads a text that is one expression, as in `-var 'names=["a"]'`. */
export function parseExpressionText(file: string, content: string): Expression {
  const text = new SourceText(file, content);
  text.skip("lines");
  const expression = readExpression(text, "lines");
  text.skip("lines");
  if (!text.atEnd) throw text.error("Extra characters after expression");
  return expression;
}

function parseBody(text: SourceText, range: Range, takeEnd: () => boolean): Body {
  const attributes = new Map<string, Attribute>();
  const blocks: Block[] = [];
  for (;;) {
    text.skip("lines");
    if (takeEnd()) return { attributes, blocks, range };
    const nameRange = text.range();
    const name = text.identifier();
    if (name === undefined) throw text.error("Argument or block definition required");
    text.skip("sameLine");
    if (text.take("=")) {
      if (attributes.has(name)) throw new TerraformError("SYNTAX", `Attribute redefined: "${name}"`, nameRange);
      text.skip("sameLine");
      attributes.set(name, { name, expression: readExpression(text, "sameLine"), range: nameRange });
    } else {
      blocks.push(text.nested(() => parseBlock(text, name, nameRange)));
    }
    endItem(text);
  }
}

function parseBlock(text: SourceText, type: string, range: Range): Block {
  const labels: string[] = [];
  while (!text.take("{")) {
    const start = text.position;
    const label = text.identifier() ?? text.match(QUOTED_LABEL);
    if (label === undefined)
      throw text.error("Invalid block definition: a quoted label, an opening brace or an equals sign is expected here");
    labels.push(label.startsWith('"') ? decodeQuotedLiteral(text, label.slice(1, -1), start + 1) : label);
    text.skip("sameLine");
  }
  const body = parseBody(text, range, () => {
    if (text.atEnd) throw new TerraformError("SYNTAX", `Unclosed configuration block "${type}"`, range);
    return text.take("}");
  });
  return { type, labels, body, range };
}

/** A line break, or the brace of a block on one line. */
function endItem(text: SourceText): void {
  text.skip("sameLine");
  if (text.atEnd || text.startsWith("\n") || text.startsWith("\r\n") || text.startsWith("}")) return;
  throw text.error("Missing newline after argument: an argument definition must end with a newline");
}

function readExpression(text: SourceText, lines: "lines" | "sameLine"): Expression {
  const start = text.position;
  const range = text.range();
  const syntax = parseExpression(text, lines);
  return { source: text.text.slice(start, text.position), range, syntax };
}
