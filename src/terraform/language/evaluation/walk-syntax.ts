import type { Syntax } from "../syntax/syntax.ts";
import { type PathStep, splitPath } from "./evaluate-path.ts";

/** What a walk meets: a path that starts with a name of the scope, or a call. */
export interface SyntaxVisitor {
  readonly path?: (start: Syntax & { readonly kind: "name" }, steps: readonly PathStep[]) => void;
  readonly call?: (call: Syntax & { readonly kind: "call" }) => void;
}

/** Goes through a tree in the order of the text. Paths that start with a name in `bound`, or of a `for`, are left out. */
export function walkSyntax(syntax: Syntax, bound: ReadonlySet<string>, visitor: SyntaxVisitor): void {
  if (syntax.kind === "name" || syntax.kind === "attribute" || syntax.kind === "index") {
    walkPath(syntax, bound, visitor);
    return;
  }
  if (syntax.kind === "for") {
    walkSyntax(syntax.collection, bound, visitor);
    const names = syntax.keyName === undefined ? [syntax.valueName] : [syntax.keyName, syntax.valueName];
    const inside = new Set([...bound, ...names]);
    for (const part of [syntax.resultKey, syntax.result, syntax.condition])
      if (part !== undefined) walkSyntax(part, inside, visitor);
    return;
  }
  if (syntax.kind === "call") visitor.call?.(syntax);
  for (const part of partsOf(syntax)) walkSyntax(part, bound, visitor);
}

function partsOf(syntax: Exclude<Syntax, { kind: "name" | "attribute" | "index" | "for" }>): readonly Syntax[] {
  switch (syntax.kind) {
    case "literal":
    case "item":
      return [];
    case "template":
      return syntax.parts;
    case "join":
      return [syntax.rounds];
    case "splat":
      return [syntax.source, syntax.each];
    case "call":
      return syntax.arguments;
    case "conditional":
      return [syntax.condition, syntax.yes, syntax.no];
    case "unary":
      return [syntax.operand];
    case "binary":
      return [syntax.left, syntax.right];
    case "tuple":
      return syntax.elements;
    case "object":
      return syntax.items.flatMap((item) => [item.key, item.value]);
  }
}

function walkPath(syntax: Syntax, bound: ReadonlySet<string>, visitor: SyntaxVisitor): void {
  const { start, steps } = splitPath(syntax);
  if (start.kind !== "name") walkSyntax(start, bound, visitor);
  else if (!bound.has(start.name)) visitor.path?.(start, steps);
  for (const step of steps) if (step.kind === "index") walkSyntax(step.key, bound, visitor);
}
