import type { Range } from "../terraform-error.ts";

export type BinaryOperator = "||" | "&&" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%";

/** The tree of an expression. Every node knows where it starts. */
export type Syntax = { readonly range: Range } & SyntaxNode;

export type SyntaxNode =
  | { readonly kind: "literal"; readonly value: null | boolean | number | string }
  /** Text with sequences: the parts' text, joined. */
  | { readonly kind: "template"; readonly parts: readonly Syntax[] }
  /** `%{ for }`: the texts of all rounds, joined. */
  | { readonly kind: "join"; readonly rounds: Syntax }
  /** The first name of a path: `var`, `local`, a resource type, or a name that a `for` introduced. */
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "attribute"; readonly object: Syntax; readonly name: string }
  | { readonly kind: "index"; readonly collection: Syntax; readonly key: Syntax }
  /** `source[*]each` or `source.*each`; inside `each` the node `item` stands for the element. */
  | { readonly kind: "splat"; readonly source: Syntax; readonly each: Syntax }
  | { readonly kind: "item" }
  | { readonly kind: "call"; readonly name: string; readonly arguments: readonly Syntax[]; readonly expand: boolean }
  | { readonly kind: "conditional"; readonly condition: Syntax; readonly yes: Syntax; readonly no: Syntax }
  | { readonly kind: "unary"; readonly operator: "-" | "!"; readonly operand: Syntax }
  | { readonly kind: "binary"; readonly operator: BinaryOperator; readonly left: Syntax; readonly right: Syntax }
  | { readonly kind: "tuple"; readonly elements: readonly Syntax[] }
  | { readonly kind: "object"; readonly items: readonly { readonly key: Syntax; readonly value: Syntax }[] }
  | ForSyntax;

/** `[for key, value in collection : result if condition]`, or with `resultKey` the form in braces. */
export interface ForSyntax {
  readonly kind: "for";
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: Syntax;
  readonly resultKey: Syntax | undefined;
  readonly result: Syntax;
  readonly condition: Syntax | undefined;
  /** `...`: results with the same key become a list. */
  readonly grouped: boolean;
}
