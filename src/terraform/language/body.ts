import type { Syntax } from "./syntax/syntax.ts";
import type { Range } from "./terraform-error.ts";

/** An expression of a `.tf` file. Use `evaluate` and `references` on it; `syntax` is theirs alone. */
export interface Expression {
  /** The text as written. */
  readonly source: string;
  readonly range: Range;
  readonly syntax: Syntax;
}

/** `name = expression` */
export interface Attribute {
  readonly name: string;
  readonly expression: Expression;
  /** Where the name stands. */
  readonly range: Range;
}

/** The inside of a block: attributes by name, and nested blocks in the order of the file. */
export interface Body {
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly blocks: readonly Block[];
  /** Where the block that has this body starts; for a file, its first line. */
  readonly range: Range;
}

/** `type "label" { body }` */
export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
  readonly range: Range;
}
