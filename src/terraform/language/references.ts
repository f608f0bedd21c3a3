import type { Body, Expression } from "./body.ts";
import type { PathStep } from "./evaluation/evaluate-path.ts";
import { walkSyntax } from "./evaluation/walk-syntax.ts";
import type { Reference } from "./reference.ts";
import type { Syntax } from "./syntax/syntax.ts";
import { TerraformError } from "./terraform-error.ts";
import { walkBody } from "./walk-body.ts";

/**
 * What an expression refers to, in the order of the text. Names that a `for` introduces are no references. Throws
 * TerraformError for a name that can't refer to anything, such as `foo` alone.
 */
export function references(expression: Expression): readonly Reference[] {
  return syntaxReferences(expression.syntax);
}

/** What all expressions of a body refer to, also those in nested blocks; iterators of `dynamic` are no references. */
export function bodyReferences(body: Body): readonly Reference[] {
  const found: Reference[] = [];
  walkBody(body, (syntax, bound) => found.push(...syntaxReferences(syntax, bound)));
  return found;
}

/** {@link references} of a tree in which the names in `bound` mean something else. */
export function syntaxReferences(syntax: Syntax, bound: ReadonlySet<string> = new Set()): readonly Reference[] {
  const found: Reference[] = [];
  walkSyntax(syntax, bound, { path: (start, steps) => found.push(readReference(start, steps)) });
  return found;
}

function readReference(start: Syntax & { readonly kind: "name" }, steps: readonly PathStep[]): Reference {
  const { name: first, range } = start;
  const [second, third, fourth] = steps;
  const name = attributeName(second);
  if (first === "each" || first === "count" || first === "self" || first === "path" || first === "terraform")
    return { kind: "context", object: first, attribute: name, range };
  if (name === undefined)
    throw new TerraformError(
      "UNDECLARED_REFERENCE",
      `Invalid reference: "${first}" must be followed by at least one attribute, as in ${first}.name; a text needs quotes.`,
      range,
    );
  switch (first) {
    case "var":
      return { kind: "variable", name, range };
    case "local":
      return { kind: "local", name, range };
    case "module":
      return { kind: "module", name, output: attributeName(third) ?? attributeName(fourth), range };
    case "data":
      return { kind: "data", type: name, name: dataName(third, start), range };
    default:
      return { kind: "resource", type: first, name, range };
  }
}

function attributeName(step: PathStep | undefined): string | undefined {
  return step?.kind === "attribute" ? step.name : undefined;
}

function dataName(step: PathStep | undefined, start: Syntax): string {
  const name = attributeName(step);
  if (name !== undefined) return name;
  throw new TerraformError(
    "UNDECLARED_REFERENCE",
    'Invalid reference: "data" must be followed by a type and a name, as in data.azurerm_client_config.current.',
    start.range,
  );
}
