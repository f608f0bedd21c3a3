import { sensitive } from "../sensitivity.ts";
import type { Syntax } from "../syntax/syntax.ts";
import { type MarkedValue, Sensitive } from "../value.ts";
import { accessAttribute, accessIndex } from "./access.ts";
import { at, type Context } from "./context.ts";
import { evaluateSyntax } from "./evaluate-syntax.ts";
import { resolveName } from "./resolve-name.ts";

export type PathStep = Syntax & ({ readonly kind: "attribute" } | { readonly kind: "index" });

/** Takes `a.b["c"].d` apart: what it starts with, and its steps from left to right. */
export function splitPath(syntax: Syntax): { readonly start: Syntax; readonly steps: readonly PathStep[] } {
  const steps: PathStep[] = [];
  let start = syntax;
  while (start.kind === "attribute" || start.kind === "index") {
    steps.unshift({ ...start });
    start = start.kind === "attribute" ? start.object : start.collection;
  }
  return { start, steps };
}

/** A name with the attributes and indexes that follow it, or any value with such. */
export function evaluatePath(syntax: Syntax, context: Context): MarkedValue {
  const { start, steps } = splitPath(syntax);
  const root =
    start.kind === "name" ? resolveName(start, steps, context) : { value: evaluateSyntax(start, context), used: 0 };
  return steps.slice(root.used).reduce((value, step) => takeStep(value, step, context), root.value);
}

function takeStep(marked: MarkedValue, step: PathStep, context: Context): MarkedValue {
  const value = marked instanceof Sensitive ? marked.value : marked;
  let secret = marked instanceof Sensitive;
  let found: MarkedValue;
  if (step.kind === "attribute") {
    found = at(step.range, () => accessAttribute(value, step.name));
  } else {
    const markedKey = evaluateSyntax(step.key, context);
    secret ||= markedKey instanceof Sensitive;
    const key = markedKey instanceof Sensitive ? markedKey.value : markedKey;
    found = at(step.range, () => accessIndex(value, key));
  }
  return secret ? sensitive(found) : found;
}
