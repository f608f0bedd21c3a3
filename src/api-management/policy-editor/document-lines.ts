import type { PolicyElement } from "../policy-document/policy-element.ts";

/** A line of a policy document, without its indentation. */
export interface DocumentLine {
  readonly text: string;
  /** How deep it is within the element that `linesWithin` was asked about; 0 for that element's own children. */
  readonly depth: number;
  /** In the document, from 1. */
  readonly line: number;
}

/** A part of a document's text; offsets as in `ElementSpan`. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

export interface DocumentLines {
  /**
   * The lines of what stands in `range`, which lies within `container`; blank ones are left out. Markup is as deep as its
   * elements are nested. Where a tag, a text or an expression goes on over several lines there is no nesting to go by: there
   * every further step of the author's own indentation is one step deeper.
   */
  within(container: PolicyElement, range: TextRange): readonly DocumentLine[];
  /** How deep what begins at an offset is within `container`. */
  depthAt(container: PolicyElement, offset: number): number;
}

/** The lines of a document's text, without a byte order mark. */
export function documentLines(source: string): DocumentLines {
  /** By where the range begins; a long expression has many lines that ask for the same. */
  const indentations = new Map<number, readonly number[]>();

  function within(container: PolicyElement, { from, to }: TextRange): readonly DocumentLine[] {
    const lines: DocumentLine[] = [];
    let line = source.slice(0, from).split("\n").length;
    for (let at = from; at < to; line += 1) {
      const newline = source.indexOf("\n", at);
      const end = newline === -1 ? to : Math.min(newline, to);
      const raw = source.slice(at, end);
      const text = raw.trim();
      if (text !== "") {
        const offset = at + raw.length - raw.trimStart().length;
        lines.push({ text, depth: depthAt(container, offset), line });
      }
      at = end + 1;
    }
    return lines;
  }

  function depthAt(container: PolicyElement, offset: number): number {
    let depth = 0;
    let holder = container;
    for (;;) {
      const inner = holder.children.find(({ span }) => span.start < offset && offset < span.end);
      if (inner === undefined) break;
      const isInEndTag = offset >= inner.span.innerEnd && inner.span.innerEnd < inner.span.end;
      if (isInEndTag) return depth;
      depth += 1;
      holder = inner;
    }
    if (holder === container) return depth;
    const { span, children } = holder;
    if (offset < span.innerStart)
      return depth - 1 + stepsTo(offset, span.start, { from: span.start, to: span.innerStart });
    if (children.length > 0) return depth;
    return depth - 1 + stepsTo(offset, span.start, { from: span.innerStart, to: span.innerEnd });
  }

  /** How many of the indentations in `range` are deeper than that of the line with `start`, up to that of the line with `offset`. */
  function stepsTo(offset: number, start: number, range: TextRange): number {
    const known = indentations.get(range.from) ?? indentationsIn(range);
    indentations.set(range.from, known);
    const [least, most] = [indentationAt(start), indentationAt(offset)];
    return known.filter((indentation) => indentation > least && indentation <= most).length;
  }

  /** Those of the lines that begin in `range` and aren't blank, each once. */
  function indentationsIn({ from, to }: TextRange): readonly number[] {
    const found = new Set<number>();
    for (let at = source.indexOf("\n", from); at !== -1 && at < to; at = source.indexOf("\n", at + 1)) {
      const next = source.indexOf("\n", at + 1);
      const isBlank = source.slice(at + 1, next === -1 ? undefined : next).trim() === "";
      if (!isBlank) found.add(indentationAt(at + 1));
    }
    return [...found];
  }

  function indentationAt(offset: number): number {
    const start = offset === 0 ? 0 : source.lastIndexOf("\n", offset - 1) + 1;
    const text = source.slice(start);
    return text.length - text.trimStart().length;
  }

  return { within, depthAt };
}
