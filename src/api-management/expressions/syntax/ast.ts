/** A type as it is written: `System.Collections.Generic.List<string>[]`, `int?`. `var` is a plain name here. */
export interface TypeSyntax {
  readonly at: number;
  readonly parts: readonly { readonly name: string; readonly arguments: readonly TypeSyntax[] }[];
  readonly nullable: boolean;
  /** Number of dimensions of each array suffix, outermost first: `int[][,]` is `[1, 2]`. */
  readonly ranks: readonly number[];
}

/** An argument of a call. `declared` is the type of `out T x`; then `value` is the name `x`. */
export interface ArgumentSyntax {
  readonly at: number;
  readonly name: string | null;
  readonly modifier: "none" | "out" | "ref";
  readonly declared: TypeSyntax | null;
  readonly value: ExpressionSyntax;
}

/** One entry between the braces after `new T`: a value, several (`{ "k", 1 }`), or an assignment to a member or an index. */
export type InitializerEntry =
  | { readonly kind: "values"; readonly at: number; readonly values: readonly ExpressionSyntax[] }
  | {
      readonly kind: "member";
      readonly at: number;
      readonly name: string;
      readonly value: ExpressionSyntax | Initializer;
    }
  | {
      readonly kind: "index";
      readonly at: number;
      readonly index: readonly ExpressionSyntax[];
      readonly value: ExpressionSyntax | Initializer;
    };

/** What stands in braces after `new T(…)`. */
export interface Initializer {
  readonly kind: "initializer";
  readonly at: number;
  readonly entries: readonly InitializerEntry[];
}

/** A lambda; parameters without a type get theirs from the delegate. */
export interface LambdaSyntax {
  readonly kind: "lambda";
  readonly at: number;
  readonly parameters: readonly { readonly at: number; readonly name: string; readonly type: TypeSyntax | null }[];
  readonly body: ExpressionSyntax | BlockSyntax;
}

/** What follows `is` or `case`. */
export type PatternSyntax =
  | { readonly kind: "type"; readonly at: number; readonly type: TypeSyntax; readonly name: string | null }
  | { readonly kind: "constant"; readonly at: number; readonly value: ExpressionSyntax };

/** A C# expression. `at` is the offset that an error about it points to. */
export type ExpressionSyntax = { readonly at: number } & (
  | { readonly kind: "literal"; readonly value: unknown }
  | { readonly kind: "interpolated"; readonly parts: readonly InterpolatedPart[] }
  | { readonly kind: "name"; readonly name: string; readonly typeArguments: readonly TypeSyntax[] }
  | { readonly kind: "type"; readonly type: TypeSyntax }
  | {
      readonly kind: "member";
      readonly target: ExpressionSyntax;
      readonly name: string;
      readonly typeArguments: readonly TypeSyntax[];
    }
  | { readonly kind: "call"; readonly target: ExpressionSyntax; readonly arguments: readonly ArgumentSyntax[] }
  | { readonly kind: "index"; readonly target: ExpressionSyntax; readonly arguments: readonly ArgumentSyntax[] }
  | { readonly kind: "conditionalAccess"; readonly target: ExpressionSyntax; readonly access: ExpressionSyntax }
  | { readonly kind: "conditionalReceiver" }
  | { readonly kind: "unary"; readonly operator: string; readonly operand: ExpressionSyntax }
  | {
      readonly kind: "increment";
      readonly operator: "++" | "--";
      readonly prefix: boolean;
      readonly operand: ExpressionSyntax;
    }
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: ExpressionSyntax;
      readonly right: ExpressionSyntax;
    }
  | {
      readonly kind: "assign";
      readonly operator: string;
      readonly target: ExpressionSyntax;
      readonly value: ExpressionSyntax;
    }
  | {
      readonly kind: "conditional";
      readonly condition: ExpressionSyntax;
      readonly whenTrue: ExpressionSyntax;
      readonly whenFalse: ExpressionSyntax;
    }
  | { readonly kind: "cast"; readonly type: TypeSyntax; readonly operand: ExpressionSyntax }
  | { readonly kind: "is"; readonly operand: ExpressionSyntax; readonly pattern: PatternSyntax }
  | { readonly kind: "as"; readonly operand: ExpressionSyntax; readonly type: TypeSyntax }
  | {
      readonly kind: "new";
      readonly type: TypeSyntax;
      readonly arguments: readonly ArgumentSyntax[];
      readonly initializer: Initializer | null;
    }
  | {
      readonly kind: "newArray";
      readonly element: TypeSyntax | null;
      readonly length: ExpressionSyntax | null;
      readonly values: readonly ExpressionSyntax[] | null;
    }
  | { readonly kind: "arrayInitializer"; readonly values: readonly ExpressionSyntax[] }
  | {
      readonly kind: "newAnonymous";
      readonly members: readonly { readonly at: number; readonly name: string; readonly value: ExpressionSyntax }[];
    }
  | LambdaSyntax
  | { readonly kind: "typeof"; readonly type: TypeSyntax }
  | { readonly kind: "default"; readonly type: TypeSyntax | null }
  | { readonly kind: "nameof"; readonly name: string }
  | { readonly kind: "throw"; readonly value: ExpressionSyntax }
  | { readonly kind: "checked"; readonly overflow: "checked" | "unchecked"; readonly operand: ExpressionSyntax }
);

/** A piece of an interpolated string, parsed. */
export type InterpolatedPart =
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "hole";
      readonly value: ExpressionSyntax;
      readonly alignment: ExpressionSyntax | null;
      readonly format: string | null;
    };

/** Statements in braces. */
export interface BlockSyntax {
  readonly kind: "block";
  readonly at: number;
  /** Offset of the closing brace: where "not all paths return" is reported. */
  readonly end: number;
  readonly statements: readonly StatementSyntax[];
}

/** The declaration of one or more locals, or constants. */
export interface DeclarationSyntax {
  readonly kind: "declaration";
  readonly at: number;
  readonly constant: boolean;
  readonly type: TypeSyntax;
  readonly variables: readonly {
    readonly at: number;
    readonly name: string;
    readonly value: ExpressionSyntax | null;
  }[];
}

/** The labels of a switch statement that share statements. */
export interface SwitchSection {
  readonly at: number;
  /** `null` is `default:`. */
  readonly labels: readonly { readonly pattern: PatternSyntax | null; readonly when: ExpressionSyntax | null }[];
  readonly statements: readonly StatementSyntax[];
}

/** A catch clause. */
export interface CatchSyntax {
  readonly at: number;
  readonly type: TypeSyntax | null;
  readonly name: string | null;
  readonly when: ExpressionSyntax | null;
  readonly body: BlockSyntax;
}

/** A C# statement. */
export type StatementSyntax =
  | BlockSyntax
  | DeclarationSyntax
  | ({ readonly at: number } & (
      | { readonly kind: "empty" }
      | { readonly kind: "unchecked"; readonly body: BlockSyntax }
      | { readonly kind: "expression"; readonly value: ExpressionSyntax }
      | {
          readonly kind: "function";
          readonly name: string;
          readonly returns: TypeSyntax;
          readonly parameters: readonly { readonly at: number; readonly name: string; readonly type: TypeSyntax }[];
          readonly body: ExpressionSyntax | BlockSyntax;
        }
      | {
          readonly kind: "if";
          readonly condition: ExpressionSyntax;
          readonly whenTrue: StatementSyntax;
          readonly whenFalse: StatementSyntax | null;
        }
      | { readonly kind: "while"; readonly condition: ExpressionSyntax; readonly body: StatementSyntax }
      | { readonly kind: "do"; readonly condition: ExpressionSyntax; readonly body: StatementSyntax }
      | {
          readonly kind: "for";
          readonly start: readonly StatementSyntax[];
          readonly condition: ExpressionSyntax | null;
          readonly step: readonly ExpressionSyntax[];
          readonly body: StatementSyntax;
        }
      | {
          readonly kind: "foreach";
          readonly type: TypeSyntax;
          readonly name: string;
          readonly nameAt: number;
          readonly sequence: ExpressionSyntax;
          readonly body: StatementSyntax;
        }
      | { readonly kind: "switch"; readonly value: ExpressionSyntax; readonly sections: readonly SwitchSection[] }
      | { readonly kind: "return"; readonly value: ExpressionSyntax | null }
      | { readonly kind: "break" }
      | { readonly kind: "continue" }
      | { readonly kind: "throw"; readonly value: ExpressionSyntax | null }
      | {
          readonly kind: "try";
          readonly body: BlockSyntax;
          readonly catches: readonly CatchSyntax[];
          readonly cleanup: BlockSyntax | null;
        }
      | {
          readonly kind: "using";
          readonly resource: DeclarationSyntax | ExpressionSyntax;
          readonly body: StatementSyntax;
        }
    ));
