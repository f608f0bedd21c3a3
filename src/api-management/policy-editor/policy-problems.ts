import { ExpressionCompileError, findExpressionEnd } from "../expressions/index.ts";
import type { DocumentFault } from "../management/policies/document-faults.ts";

/** What is wrong with a document, and where: lines and columns from 1, the end behind the last character. */
export interface PolicyProblem {
  readonly severity: "error";
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Faults in the order of their places. A fault knows where it begins; it ends with the word, value or expression that begins there. */
export function policyProblems(document: string, faults: readonly DocumentFault[]): readonly PolicyProblem[] {
  const lineStarts = [0, ...Array.from(document.matchAll(/\n/g), ({ index }) => index + 1)];

  function problem(message: string, start: number, end: number): PolicyProblem {
    const from = placeOf(start);
    const to = placeOf(end);
    return { severity: "error", message, ...from, endLine: to.line, endColumn: to.column };
  }

  function placeOf(offset: number): { readonly line: number; readonly column: number } {
    const index = lineStarts.findLastIndex((start) => start <= offset);
    return { line: index + 1, column: offset - (lineStarts[index] ?? 0) + 1 };
  }

  /** Within the document: named values that were put into an expression may have moved its faults past the line's end. */
  function offsetOf(line: number, column: number): number {
    const start = lineStarts[line - 1] ?? document.length;
    const end = (lineStarts[line] ?? document.length + 1) - 1;
    return Math.min(start + column - 1, end);
  }

  return faults
    .map((fault) => {
      if (fault.kind === "whole") return problem(fault.message, 0, document.length);
      const start = offsetOf(fault.line, fault.column);
      return problem(fault.message, start, endOf(document, start));
    })
    .toSorted((one, other) => one.line - other.line || one.column - other.column);
}

/** A tag up to its name's end, a C# text, or a word. */
const token = /<\/?[\w.:-]*|"(?:[^"\\\n]|\\.)*"|[\w-]+|\S|/y;

function endOf(document: string, start: number): number {
  if (/[@][({]/y.test(document.slice(start, start + 2))) return expressionEnd(document, start);
  const quote = /=\s*(["'])$/.exec(document.slice(Math.max(0, start - 32), start))?.[1];
  const closing = quote === undefined ? -1 : document.indexOf(quote, start);
  if (closing !== -1) return closing;
  token.lastIndex = start;
  return start + (token.exec(document)?.[0].length ?? 0);
}

/** Of one that isn't closed, the end of its first line. */
function expressionEnd(document: string, start: number): number {
  try {
    return findExpressionEnd(document, start);
  } catch (error) {
    if (!(error instanceof ExpressionCompileError)) throw error;
    const newline = document.indexOf("\n", start);
    return newline === -1 ? document.length : newline;
  }
}
