import type { Scope } from "../scope.ts";
import { type Range, TerraformError } from "../terraform-error.ts";
import type { MarkedValue } from "../value.ts";

/** Where names come from while an expression is evaluated. */
export interface Context {
  readonly names: NameSource;
  /** Names that `for` introduced, or the variables of a template. */
  readonly bindings: ReadonlyMap<string, MarkedValue>;
  /** The element that a splat is at. */
  readonly item?: MarkedValue;
  /** How many templates are being rendered inside one another. */
  readonly templateDepth: number;
}

export type NameSource =
  | { readonly kind: "scope"; readonly scope: Scope }
  /** The inside of `templatefile`: only its variables exist; functions work as around it. */
  | { readonly kind: "template"; readonly scope: Scope; readonly file: string }
  /** A place in which only fixed values may stand, such as the default of a variable. */
  | { readonly kind: "constant" };

/** The same context with more names. */
export function withBindings(context: Context, bindings: Iterable<readonly [string, MarkedValue]>): Context {
  return { ...context, bindings: new Map([...context.bindings, ...bindings]) };
}

/** Runs `work`; an error without a place gets this one. */
export function at<Result>(range: Range, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof TerraformError && error.range === undefined)
      throw new TerraformError(error.code, error.detail, range);
    throw error;
  }
}
