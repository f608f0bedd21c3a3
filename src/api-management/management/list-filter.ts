import { validationError } from "./management-error.ts";

/** What of an item a filter can speak of: `name`, and what is directly in `properties`. */
type Fields = Readonly<Record<string, unknown>>;

type Literal = string | number | boolean | null | Date;
type Token =
  | { readonly kind: "literal"; readonly value: Literal }
  | { readonly kind: "word" | "symbol"; readonly text: string };
type Predicate = (item: Fields) => boolean;

const TOKEN =
  /\s*(?:(?:datetime)?'((?:[^']|'')*)'|(\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?)|(-?\d+(?:\.\d+)?)|([A-Za-z_][\w/]*)|([(),]))/y;
const LONGEST = 4096;
/** Parentheses within each other, and `not` before `not`. */
const DEEPEST = 50;

/** -1, 0 or 1 by order; undefined for values that have none. */
const comparisons: Readonly<Record<string, (order: number | undefined) => boolean>> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  gt: (order) => order === 1,
  ge: (order) => order === 1 || order === 0,
  lt: (order) => order === -1,
  le: (order) => order === -1 || order === 0,
};

const functions: Readonly<Record<string, (text: string, part: string) => boolean>> = {
  contains: (text, part) => text.includes(part),
  startswith: (text, part) => text.startsWith(part),
  endswith: (text, part) => text.endsWith(part),
};

/**
 * Picks the items of a list that `$filter` speaks of (API Management REST: "Api - List By Service" and its sisters: `eq`, `ne`,
 * `gt`, `ge`, `lt`, `le`, `contains`, `substringof`, `startswith`, `endswith`; clients join them by `and`, `or`, `not`, and write
 * `displayName` as well as `properties/displayName`). Case counts. Throws `ManagementError` for a filter that can't be read, and for
 * a field that no item has: a filter that is ignored would be a wrong answer.
 */
export function filterItems<Item>(items: readonly Item[], filter: string): readonly Item[] {
  const { matches, fields } = parse(filter);
  for (const field of fields) {
    if (items.length === 0 || items.some((item) => Object.hasOwn(fieldsOf(item), field))) continue;
    const known = [...new Set(items.flatMap((item) => Object.keys(fieldsOf(item))))].toSorted();
    throw invalid(`there is no field '${field}'; there are ${known.join(", ")}`);
  }
  return items.filter((item) => matches(fieldsOf(item)));
}

function fieldsOf(item: unknown): Fields {
  const { name, properties } = asFields(item);
  return { ...asFields(properties), name };
}

function asFields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function parse(filter: string): { readonly matches: Predicate; readonly fields: ReadonlySet<string> } {
  const tokens = tokensOf(filter);
  const fields = new Set<string>();
  let at = 0;
  let depth = 0;

  const isNext = (text: string): boolean => textOf(tokens[at]) === text;
  function take(text: string): void {
    if (!isNext(text)) throw invalid(`expected '${text}' at ${show(tokens[at])}`);
    at += 1;
  }

  function field(): string {
    const token = tokens[at];
    if (token?.kind !== "word") throw invalid(`expected a field at ${show(token)}`);
    const name = token.text.replace(/^properties\//, "");
    fields.add(name);
    at += 1;
    return name;
  }

  function literal(): Literal {
    const token = tokens[at];
    if (token?.kind !== "literal") throw invalid(`expected a value at ${show(token)}`);
    at += 1;
    return token.value;
  }

  function either(): Predicate {
    const parts = [both()];
    for (; isNext("or"); parts.push(both())) at += 1;
    return (item) => parts.some((part) => part(item));
  }

  function both(): Predicate {
    const parts = [one()];
    for (; isNext("and"); parts.push(one())) at += 1;
    return (item) => parts.every((part) => part(item));
  }

  function one(): Predicate {
    if (!isNext("not") && !isNext("(")) return condition();
    depth += 1;
    if (depth > DEEPEST) throw invalid(`more than ${DEEPEST} conditions lie in each other`);
    const isNegated = isNext("not");
    at += 1;
    const inner = isNegated ? one() : either();
    if (!isNegated) take(")");
    depth -= 1;
    return isNegated ? (item) => !inner(item) : inner;
  }

  function condition(): Predicate {
    const name = textOf(tokens[at]);
    if (textOf(tokens[at + 1]) !== "(") return comparison();
    at += 2;
    const calls = name === "substringof" ? "contains" : name;
    const holds = Object.hasOwn(functions, calls) ? functions[calls] : undefined;
    if (holds === undefined) throw invalid(`'${name}' is not one of ${Object.keys(functions).join(", ")}, substringof`);
    let part: Literal | undefined;
    if (name === "substringof") {
      part = literal();
      take(",");
    }
    const read = field();
    if (part === undefined) {
      take(",");
      part = literal();
    }
    take(")");
    if (typeof part !== "string") throw invalid(`${name} looks for a text`);
    const wanted = part;
    return (item) => typeof item[read] === "string" && holds(item[read], wanted);
  }

  function comparison(): Predicate {
    const name = field();
    const operator = textOf(tokens[at]);
    const holds = Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined;
    if (holds === undefined) throw invalid(`'${operator}' is not one of ${Object.keys(comparisons).join(", ")}`);
    at += 1;
    const wanted = literal();
    return (item) => holds(order(item[name] ?? null, wanted));
  }

  const matches = either();
  if (at < tokens.length) throw invalid(`nothing was expected at ${show(tokens[at])}`);
  return { matches, fields };
}

function tokensOf(filter: string): readonly Token[] {
  if (filter.length > LONGEST) throw invalid(`it is longer than ${LONGEST} characters`);
  const text = filter.trimEnd();
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (found === null) throw invalid(`it can't be read from position ${at} on`);
    tokens.push(toToken(found));
    at = TOKEN.lastIndex;
  }
  return tokens;
}

function toToken([whole, quoted, date, number, word, symbol]: RegExpExecArray): Token {
  if (quoted !== undefined) {
    const value = quoted.replaceAll("''", "'");
    return { kind: "literal", value: whole.trimStart().startsWith("datetime") ? new Date(value) : value };
  }
  if (date !== undefined) return { kind: "literal", value: new Date(date) };
  if (number !== undefined) return { kind: "literal", value: Number(number) };
  if (word === "true" || word === "false") return { kind: "literal", value: word === "true" };
  if (word === "null") return { kind: "literal", value: null };
  return word === undefined ? { kind: "symbol", text: symbol ?? "" } : { kind: "word", text: word };
}

function order(value: unknown, wanted: Literal): number | undefined {
  if (wanted instanceof Date) return typeof value === "string" ? order(Date.parse(value), wanted.getTime()) : undefined;
  if (value === wanted) return 0;
  if (typeof value === "string" && typeof wanted === "string") return value < wanted ? -1 : 1;
  if (typeof value !== "number" || typeof wanted !== "number" || Number.isNaN(value + wanted)) return undefined;
  return value < wanted ? -1 : 1;
}

function textOf(token: Token | undefined): string {
  return token === undefined || token.kind === "literal" ? "" : token.text;
}

function show(token: Token | undefined): string {
  if (token === undefined) return "its end";
  return `'${token.kind === "literal" ? String(token.value) : token.text}'`;
}

function invalid(reason: string) {
  return validationError({ target: "$filter", message: `The filter can't be answered: ${reason}.` });
}
