import { collectionKind, listOf } from "../collection-kind.ts";
import { sensitive } from "../sensitivity.ts";
import type { Syntax } from "../syntax/syntax.ts";
import { isSequence } from "../types/convert.ts";
import { type MarkedValue, Sensitive } from "../value.ts";
import type { Context } from "./context.ts";
import { evaluateSyntax } from "./evaluate-syntax.ts";

/** `source[*]each`: null gives no elements, and what is no list is taken as a list of one. */
export function evaluateSplat(syntax: Syntax & { readonly kind: "splat" }, context: Context): MarkedValue {
  const marked = evaluateSyntax(syntax.source, context);
  const source = marked instanceof Sensitive ? marked.value : marked;
  const elements = isSequence(source) ? source : source === null ? [] : [source];
  const results = elements.map((item) => evaluateSyntax(syntax.each, { ...context, item }));
  const kind = collectionKind(source);
  const made = kind === "list" || kind === "set" ? listOf(results) : results;
  return marked instanceof Sensitive ? sensitive(made) : made;
}
