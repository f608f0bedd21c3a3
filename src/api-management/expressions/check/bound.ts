import type { NetType } from "../types/net-type.ts";

/** A local variable or parameter. `slot` is its place in the frame of the function that owns it. */
export interface Local {
  readonly name: string;
  readonly type: NetType;
  readonly owner: FunctionScope;
  readonly slot: number;
  readonly use: "variable" | "parameter" | "iteration" | "constant";
  readonly constant: Constant | null;
  /** Captured by a lambda: the frame then holds a cell, so that both see one variable. */
  captured: boolean;
}

/** A value that is known when the expression is compiled. */
export interface Constant {
  readonly value: unknown;
}

/** The body of the expression or of one lambda, with the locals it owns and those of outer functions that it uses. */
export interface FunctionScope {
  readonly outer: FunctionScope | null;
  readonly locals: Local[];
  readonly captures: Set<Local>;
  readonly returns: ReturnRule;
}

/** What a `return` in a function is held to: any value, one type, or (while a lambda is inferred) whatever comes. */
export type ReturnRule =
  | { readonly kind: "type"; readonly type: NetType }
  | { readonly kind: "infer"; readonly values: BoundExpression[] };

/** Where a value can be stored. */
export type StoreTarget =
  | { readonly kind: "local"; readonly local: Local }
  | { readonly kind: "member"; readonly run: Run; readonly inputs: readonly BoundExpression[] };

/** The implementation of a member as the compiler calls it. */
export type Run = (...inputs: unknown[]) => unknown;

/** A checked expression: every name is resolved, every conversion is written out, `type` is its static .NET type. */
export type BoundExpression = { readonly type: NetType; readonly at: number } & (
  | { readonly kind: "constant"; readonly value: unknown }
  | { readonly kind: "local"; readonly local: Local }
  | { readonly kind: "context" }
  | {
      readonly kind: "call";
      readonly run: Run;
      /** Receiver first, when there is one. */
      readonly inputs: readonly BoundExpression[];
      readonly receiver: "none" | "nullable" | "required";
      readonly typeArguments: readonly NetType[] | null;
      readonly readsContext: boolean;
      /** Inputs that are `out`, and where their value goes. */
      readonly outs: readonly { readonly input: number; readonly target: StoreTarget }[];
    }
  | { readonly kind: "convert"; readonly operand: BoundExpression; readonly apply: (value: unknown) => unknown }
  | { readonly kind: "invoke"; readonly delegate: BoundExpression; readonly inputs: readonly BoundExpression[] }
  | {
      readonly kind: "conditional";
      readonly condition: BoundExpression;
      readonly whenTrue: BoundExpression;
      readonly whenFalse: BoundExpression;
    }
  | {
      readonly kind: "logical";
      readonly operator: "&&" | "||";
      readonly left: BoundExpression;
      readonly right: BoundExpression;
    }
  | { readonly kind: "not"; readonly operand: BoundExpression }
  | { readonly kind: "coalesce"; readonly left: BoundExpression; readonly right: BoundExpression }
  | { readonly kind: "concat"; readonly operands: readonly BoundExpression[] }
  | { readonly kind: "store"; readonly target: StoreTarget; readonly value: BoundExpression }
  | { readonly kind: "sequence"; readonly effects: readonly BoundExpression[]; readonly result: BoundExpression }
  | {
      readonly kind: "conditionalAccess";
      readonly receiver: BoundExpression;
      readonly local: Local;
      readonly access: BoundExpression;
    }
  | {
      readonly kind: "lambda";
      readonly scope: FunctionScope;
      readonly parameters: readonly Local[];
      readonly body: BoundExpression | BoundStatement;
    }
  | { readonly kind: "array"; readonly element: NetType; readonly values: readonly BoundExpression[] }
  | { readonly kind: "test"; readonly operand: BoundExpression; readonly tested: NetType; readonly local: Local | null }
  | { readonly kind: "throw"; readonly value: BoundExpression }
);

/** Whether an expression is one the checker made from a statement. */
export type BoundStatement =
  | { readonly kind: "block"; readonly statements: readonly BoundStatement[] }
  | { readonly kind: "declare"; readonly local: Local; readonly value: BoundExpression | null }
  | { readonly kind: "expression"; readonly value: BoundExpression }
  | {
      readonly kind: "if";
      readonly condition: BoundExpression;
      readonly whenTrue: BoundStatement;
      readonly whenFalse: BoundStatement | null;
    }
  | {
      readonly kind: "loop";
      readonly test: "before" | "after";
      readonly condition: BoundExpression | null;
      readonly step: readonly BoundExpression[];
      readonly body: BoundStatement;
    }
  | {
      readonly kind: "foreach";
      readonly local: Local;
      readonly sequence: BoundExpression;
      readonly convert: ((value: unknown) => unknown) | null;
      readonly body: BoundStatement;
    }
  | {
      readonly kind: "switch";
      readonly local: Local;
      readonly value: BoundExpression;
      readonly sections: readonly BoundSection[];
    }
  | { readonly kind: "return"; readonly value: BoundExpression | null }
  | { readonly kind: "break" }
  | { readonly kind: "continue" }
  | { readonly kind: "throw"; readonly value: BoundExpression | null }
  | {
      readonly kind: "try";
      readonly body: BoundStatement;
      readonly catches: readonly BoundCatch[];
      readonly cleanup: BoundStatement | null;
    }
  | { readonly kind: "using"; readonly resource: BoundStatement; readonly body: BoundStatement };

/** A section of a switch statement. */
export interface BoundSection {
  /** Conditions on the switched value, in order; null is `default`. */
  readonly labels: readonly (BoundExpression | null)[];
  readonly body: BoundStatement;
}

/** A catch clause; without a type it catches every exception. */
export interface BoundCatch {
  readonly type: NetType;
  readonly local: Local | null;
  readonly when: BoundExpression | null;
  readonly body: BoundStatement;
}
