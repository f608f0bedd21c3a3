import { unreadable } from "../graph-error.ts";

/** A token of an OData filter. */
export type FilterToken =
  | { readonly kind: "word"; readonly text: string }
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "symbol"; readonly text: "(" | ")" | "," | ":" };

const PATTERN = /\s*(?:'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?)(?![\w-])|([A-Za-z_][\w./]*)|([(),:]))/y;
const LONGEST_FILTER = 4096;

/** Splits a filter into tokens; within a string, a quote is written twice. Throws `GraphError`. */
export function filterTokens(filter: string): readonly FilterToken[] {
  if (filter.length > LONGEST_FILTER) throw invalidFilter(`it is longer than ${LONGEST_FILTER} characters`);
  const tokens: FilterToken[] = [];
  const text = filter.trimEnd();
  PATTERN.lastIndex = 0;
  while (PATTERN.lastIndex < text.length) {
    const start = PATTERN.lastIndex;
    const match = PATTERN.exec(text);
    if (match === null) throw invalidFilter(`Syntax error at position ${start} in '${filter}'.`);
    tokens.push(toToken(match));
  }
  return tokens;
}

function toToken([, quoted, number, word, symbol]: RegExpExecArray): FilterToken {
  if (quoted !== undefined) return { kind: "literal", value: quoted.replaceAll("''", "'") };
  if (number !== undefined) return { kind: "literal", value: Number(number) };
  if (symbol === "(" || symbol === ")" || symbol === "," || symbol === ":") return { kind: "symbol", text: symbol };
  if (word === "true" || word === "false") return { kind: "literal", value: word === "true" };
  if (word === "null") return { kind: "literal", value: null };
  return { kind: "word", text: word ?? "" };
}

/** 400 for a filter that can't be read. */
export function invalidFilter(reason: string) {
  return unreadable(`Invalid filter clause: ${reason}`);
}
