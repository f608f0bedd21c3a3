/** A place in a policy document as it was sent; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The text of an attribute or an element: either literal, or one C# expression and nothing else. */
export interface PolicyText extends Position {
  readonly kind: "literal" | "expression";
  /** Entities decoded; an expression with its `@(…)` or `@{…}`. */
  readonly value: string;
}

/** Where an element stands: offsets in the document's text, without a byte order mark. */
export interface ElementSpan {
  readonly start: number;
  /** What is between the tags; empty, and at the end, for an element that closes itself. */
  readonly innerStart: number;
  readonly innerEnd: number;
  /** Behind its last character. */
  readonly end: number;
}

/** One element of a policy document. */
export interface PolicyElement extends Position {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, PolicyText>;
  readonly children: readonly PolicyElement[];
  /** Text directly in the element when it has no children; undefined when there is none but white space. */
  readonly text: PolicyText | undefined;
  /** What stands between the tags, as written; for elements whose content is a template. */
  readonly inner: string;
  readonly span: ElementSpan;
}
