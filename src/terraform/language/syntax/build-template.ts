import type { Range } from "../terraform-error.ts";
import type { SourceText } from "./source-text.ts";
import type { Syntax } from "./syntax.ts";

/** Plain text of a template; `~` markers and `<<-` still shorten it while the template is being read. */
export interface LiteralPart {
  readonly kind: "literal";
  readonly range: Range;
  text: string;
}

interface ForPart {
  readonly kind: "for";
  readonly range: Range;
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: Syntax;
}

type OpeningPart =
  | LiteralPart
  | ForPart
  | { readonly kind: "value"; readonly range: Range; readonly value: Syntax }
  | { readonly kind: "if"; readonly range: Range; readonly condition: Syntax };

/** A piece of a template in the order of the text. */
export type TemplatePart = OpeningPart | EndPart;

interface EndPart {
  readonly kind: "else" | "endif" | "endfor";
  readonly range: Range;
}

function isEnd(part: TemplatePart): part is EndPart {
  return part.kind === "else" || part.kind === "endif" || part.kind === "endfor";
}

/** Makes the tree of a template: `%{ if }` and `%{ for }` take what stands between them and their ends. */
export function buildTemplate(text: SourceText, parts: readonly TemplatePart[], range: Range): Syntax {
  const [first, ...others] = parts;
  if (first?.kind === "value" && others.length === 0) return first.value;
  const queue = [...parts];
  const template = buildSection(text, queue, range);
  const left = queue[0];
  if (left !== undefined) throw misplaced(text, left);
  return template;
}

/** Takes parts up to the one that ends this section, which stays in the queue. */
function buildSection(text: SourceText, queue: TemplatePart[], range: Range): Syntax {
  const parts: Syntax[] = [];
  for (;;) {
    const part = queue[0];
    if (part === undefined || isEnd(part)) break;
    queue.shift();
    parts.push(buildPart(text, queue, part));
  }
  const [first, ...others] = parts;
  if (first === undefined) return { kind: "literal", range, value: "" };
  return others.length === 0 && first.kind === "literal" ? first : { kind: "template", range, parts };
}

function buildPart(text: SourceText, queue: TemplatePart[], part: OpeningPart): Syntax {
  const { range } = part;
  if (part.kind === "literal") return { kind: "literal", range, value: part.text };
  if (part.kind === "value") return part.value;
  if (part.kind === "if") {
    const yes = buildSection(text, queue, range);
    let no: Syntax = { kind: "literal", range, value: "" };
    if (queue[0]?.kind === "else") {
      queue.shift();
      no = buildSection(text, queue, range);
    }
    close(text, queue, part, "endif");
    return { kind: "conditional", range, condition: part.condition, yes, no };
  }
  const result = buildSection(text, queue, range);
  close(text, queue, part, "endfor");
  const { keyName, valueName, collection } = part;
  const rounds: Syntax = {
    ...{ kind: "for", range, keyName, valueName, collection, result },
    ...{ resultKey: undefined, condition: undefined, grouped: false },
  };
  return { kind: "join", range, rounds };
}

function close(text: SourceText, queue: TemplatePart[], opening: TemplatePart, kind: "endif" | "endfor"): void {
  const next = queue.shift();
  if (next?.kind === kind) return;
  if (next !== undefined) throw misplaced(text, next);
  throw text.error(
    `Unexpected end of template: the ${opening.kind} directive at line ${opening.range.line} misses ${kind}`,
  );
}

function misplaced(text: SourceText, part: TemplatePart): Error {
  return text.error(`Unexpected "${part.kind}" directive at line ${part.range.line}`);
}
