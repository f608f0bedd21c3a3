import { unsupportedQuery } from "../graph-error.ts";
import { type FilterToken, filterTokens, invalidFilter } from "./filter-tokens.ts";

/** An object as Graph shows it. */
export type Entity = Readonly<Record<string, unknown>>;
/** True for the objects that a filter lets through. */
export type FilterPredicate = (entity: Entity) => boolean;

type Scope = Readonly<Record<string, unknown>>;
type Condition = (scope: Scope) => boolean;
type Literal = string | number | boolean | null;

const DEEPEST = 32;

/**
 * Compiles an OData filter: `eq`, `ne`, `in`, `startswith`, `any` over collections, `and`, `or`, `not`, brackets. Strings are
 * compared ignoring case, as the directory does. `properties` are those of the entity's type. Throws `GraphError` for
 * anything else.
 */
export function compileFilter(filter: string, properties: ReadonlySet<string>): FilterPredicate {
  const parser = new FilterParser(filterTokens(filter), properties);
  return parser.parse();
}

class FilterParser {
  readonly #tokens: readonly FilterToken[];
  readonly #properties: ReadonlySet<string>;
  readonly #variables: string[] = [];
  #position = 0;
  #depth = 0;

  constructor(tokens: readonly FilterToken[], properties: ReadonlySet<string>) {
    this.#tokens = tokens;
    this.#properties = properties;
  }

  parse(): FilterPredicate {
    const condition = this.#or();
    if (this.#position < this.#tokens.length) throw invalidFilter(`unexpected text at its end`);
    return condition;
  }

  #or(): Condition {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw invalidFilter(`it is nested deeper than ${DEEPEST} levels`);
    let left = this.#and();
    while (this.#takeWord("or")) {
      const [a, b] = [left, this.#and()];
      left = (scope) => a(scope) || b(scope);
    }
    this.#depth -= 1;
    return left;
  }

  #and(): Condition {
    let left = this.#not();
    while (this.#takeWord("and")) {
      const [a, b] = [left, this.#not()];
      left = (scope) => a(scope) && b(scope);
    }
    return left;
  }

  #not(): Condition {
    if (!this.#takeWord("not")) return this.#primary();
    const negated = this.#primary();
    return (scope) => !negated(scope);
  }

  #primary(): Condition {
    if (this.#takeSymbol("(")) {
      const inner = this.#or();
      this.#expectSymbol(")");
      return inner;
    }
    const word = this.#expectWord();
    if (word === "startswith") return this.#startsWith();
    if (word.endsWith("/any")) return this.#any(this.#path(word.slice(0, -"/any".length)));
    return this.#comparison(this.#path(word));
  }

  #comparison(path: (scope: Scope) => unknown): Condition {
    const operator = this.#expectWord();
    if (operator === "in") {
      const wanted = this.#list();
      return (scope) => wanted.some((value) => isEqual(path(scope), value));
    }
    if (operator !== "eq" && operator !== "ne")
      throw unsupportedQuery(`Unsupported operator '${operator}' in $filter.`);
    const wanted = this.#literal();
    return (scope) => isEqual(path(scope), wanted) === (operator === "eq");
  }

  #startsWith(): Condition {
    this.#expectSymbol("(");
    const path = this.#path(this.#expectWord());
    this.#expectSymbol(",");
    const start = this.#literal();
    this.#expectSymbol(")");
    if (typeof start !== "string") throw invalidFilter("startswith takes a property and a string");
    return (scope) => {
      const value = path(scope);
      return typeof value === "string" && value.toLowerCase().startsWith(start.toLowerCase());
    };
  }

  #any(path: (scope: Scope) => unknown): Condition {
    this.#expectSymbol("(");
    const variable = this.#expectWord();
    this.#expectSymbol(":");
    this.#variables.push(variable);
    const condition = this.#or();
    this.#variables.pop();
    this.#expectSymbol(")");
    return (scope) => {
      const items = path(scope);
      return Array.isArray(items) && items.some((item) => condition({ ...scope, [variable]: item }));
    };
  }

  #path(text: string): (scope: Scope) => unknown {
    const [first = "", ...rest] = text.split("/");
    if (!this.#variables.includes(first) && !this.#properties.has(first)) {
      throw invalidFilter(`Could not find a property named '${first}'.`);
    }
    return (scope) => rest.reduce<unknown>((value, name) => member(value, name), scope[first]);
  }

  #list(): readonly Literal[] {
    this.#expectSymbol("(");
    const values = [this.#literal()];
    while (this.#takeSymbol(",")) values.push(this.#literal());
    this.#expectSymbol(")");
    return values;
  }

  #literal(): Literal {
    const token = this.#tokens[this.#position];
    if (token?.kind !== "literal") throw invalidFilter("expected a value");
    this.#position += 1;
    return token.value;
  }

  #expectWord(): string {
    const token = this.#tokens[this.#position];
    if (token?.kind !== "word") throw invalidFilter("expected a name");
    this.#position += 1;
    return token.text;
  }

  #expectSymbol(text: string): void {
    if (!this.#takeSymbol(text)) throw invalidFilter(`expected '${text}'`);
  }

  #takeSymbol(text: string): boolean {
    const token = this.#tokens[this.#position];
    const isIt = token?.kind === "symbol" && token.text === text;
    if (isIt) this.#position += 1;
    return isIt;
  }

  #takeWord(text: string): boolean {
    const token = this.#tokens[this.#position];
    const isIt = token?.kind === "word" && token.text === text;
    if (isIt) this.#position += 1;
    return isIt;
  }
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return null;
  return Reflect.get(value, name);
}

function isEqual(value: unknown, wanted: Literal): boolean {
  if (typeof value === "string" && typeof wanted === "string") return value.toLowerCase() === wanted.toLowerCase();
  return (value ?? null) === wanted;
}
