import { DotNetError } from "../../dotnet-error.ts";
import { compareValues } from "../../runtime/compare.ts";
import { toText } from "../../runtime/to-text.ts";
import { JArray, JObject, JProperty, type JToken, JValue } from "./tokens.ts";

type Step =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "names"; readonly names: readonly string[] }
  | { readonly kind: "index"; readonly indexes: readonly number[] }
  | { readonly kind: "slice"; readonly start: number | null; readonly end: number | null; readonly step: number }
  | { readonly kind: "all" }
  | { readonly kind: "descend" }
  | { readonly kind: "filter"; readonly test: (item: JToken) => boolean };

/** Whether a missing token is an error, as SelectToken's `errorWhenNoMatch` asks. */
export type Missing = "ignore" | "error";

const pathError = (message: string): DotNetError => new DotNetError("Newtonsoft.Json.JsonException", message);

/** The tokens that a JSONPath selects. @throws DotNetError Newtonsoft.Json.JsonException for a path that can't be read */
export function selectTokens(root: JToken, path: string, missing: Missing = "ignore"): readonly JToken[] {
  let current: readonly JToken[] = [root];
  for (const step of parsePath(path)) {
    current = current.flatMap((token) => [...apply(step, token, missing)]);
  }
  return current;
}

function* apply(step: Step, token: JToken, missing: Missing): Iterable<JToken> {
  switch (step.kind) {
    case "name":
    case "names":
      yield* byName(step.kind === "name" ? [step.name] : step.names, token, missing);
      return;
    case "index":
      for (const index of step.indexes) {
        const item = token instanceof JArray ? token.items[index] : undefined;
        if (item !== undefined) yield item;
        else if (missing === "error")
          throw pathError(`Index ${index} outside the bounds of ${token.netType.displayName}.`);
      }
      return;
    case "slice":
      if (token instanceof JArray) yield* slice(token.items, step.start, step.end, step.step);
      return;
    case "all":
      yield* valuesOf(token);
      return;
    case "descend":
      yield* descend(token);
      return;
    case "filter":
      for (const item of valuesOf(token)) if (step.test(item)) yield item;
  }
}

function* byName(names: readonly string[], token: JToken, missing: Missing): Iterable<JToken> {
  for (const name of names) {
    const value = token instanceof JObject ? token.get(name) : undefined;
    if (value !== undefined) yield value;
    else if (missing === "error") throw pathError(`Property '${name}' does not exist on ${token.netType.displayName}.`);
  }
}

function valuesOf(token: JToken): readonly JToken[] {
  if (token instanceof JObject) return token.children.map((property) => property.value);
  return token instanceof JArray ? token.items : [];
}

function* descend(token: JToken): Iterable<JToken> {
  yield token;
  for (const value of valuesOf(token)) yield* descend(value);
}

function* slice(items: readonly JToken[], start: number | null, end: number | null, step: number): Iterable<JToken> {
  const place = (index: number): number =>
    Math.min(Math.max(index < 0 ? items.length + index : index, 0), items.length);
  const from = start === null ? (step > 0 ? 0 : items.length - 1) : place(start);
  const to = end === null ? (step > 0 ? items.length : -1) : place(end);
  for (let index = from; step > 0 ? index < to : index > to; index += step) {
    const item = items[index];
    if (item !== undefined) yield item;
  }
}

function parsePath(path: string): readonly Step[] {
  const steps: Step[] = [];
  let at = path.startsWith("$") ? 1 : 0;
  while (at < path.length) {
    if (path.startsWith("..", at)) {
      steps.push({ kind: "descend" });
      at += 2;
      if (path[at] === "[") continue;
    } else if (path[at] === ".") {
      at++;
    }
    if (path[at] === "[") {
      const close = closingBracket(path, at);
      steps.push(parseBracket(path.slice(at + 1, close).trim()));
      at = close + 1;
      continue;
    }
    const name = /[^.[\]\s]+/y;
    name.lastIndex = at;
    const found = name.exec(path)?.[0];
    if (found === undefined) throw pathError(`Unexpected character while parsing path: ${path[at] ?? "the end"}.`);
    steps.push(found === "*" ? { kind: "all" } : { kind: "name", name: found });
    at = name.lastIndex;
  }
  return steps;
}

function closingBracket(path: string, open: number): number {
  let depth = 0;
  for (let at = open; at < path.length; at++) {
    const character = path[at] ?? "";
    if (character === "'" || character === '"') at = path.indexOf(character, at + 1);
    if (at < 0) break;
    if (path[at] === "[") depth++;
    if (path[at] === "]" && --depth === 0) return at;
  }
  throw pathError("Path ended with an open indexer.");
}

function parseBracket(text: string): Step {
  if (text === "*") return { kind: "all" };
  if (text.startsWith("?")) return { kind: "filter", test: parseFilter(text.slice(1).trim()) };
  if (/^['"]/.test(text)) {
    const names = [...text.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)];
    return { kind: "names", names: names.map((match) => (match[1] ?? match[2] ?? "").replace(/\\(.)/g, "$1")) };
  }
  if (/^-?\d+(\s*,\s*-?\d+)*$/.test(text)) return { kind: "index", indexes: text.split(",").map(Number) };
  const bounds = /^(-?\d+)?\s*:\s*(-?\d+)?(?:\s*:\s*(-?\d+)?)?$/.exec(text);
  if (bounds === null) throw pathError(`Unexpected character while parsing path indexer: ${text}.`);
  const [, start, end, step] = bounds;
  const stride = step === undefined ? 1 : Number(step);
  if (stride === 0) throw pathError("Step cannot be zero.");
  return {
    kind: "slice",
    start: start === undefined ? null : Number(start),
    end: end === undefined ? null : Number(end),
    step: stride,
  };
}

type Test = (item: JToken) => boolean;

/** `(@.price < 10 && @.name)`: comparisons of paths and literals, joined by && and ||. */
function parseFilter(text: string): Test {
  if (!text.startsWith("(") || !text.endsWith(")"))
    throw pathError(`Unexpected character while parsing path query: ${text}.`);
  const inner = text.slice(1, -1);
  const alternatives = splitOutside(inner, "||").map((part) => splitOutside(part, "&&").map(parseComparison));
  return (item) => alternatives.some((tests) => tests.every((test) => test(item)));
}

function splitOutside(text: string, separator: string): readonly string[] {
  const parts = [""];
  for (const piece of text.match(/'[^']*'|"[^"]*"|\|\||&&|[\s\S]/g) ?? []) {
    if (piece === separator) parts.push("");
    else parts[parts.length - 1] += piece;
  }
  return parts.map((part) => part.trim());
}

function parseComparison(text: string): Test {
  const match = /^((?:'[^']*'|"[^"]*"|[^'"=!<>])+?)\s*(===?|!==?|<>|<=|>=|<|>)\s*(.+)$/.exec(text);
  const left = operandOf(match?.[1]?.trim() ?? text);
  if (match === null) return (item) => left(item).length > 0;
  const right = operandOf(match[3]?.trim() ?? "");
  const operator = match[2] ?? "";
  return (item) => left(item).some((one) => right(item).some((other) => compare(one, other, operator)));
}

function operandOf(text: string): (item: JToken) => readonly JToken[] {
  if (text.startsWith("@")) return (item) => selectTokens(item, text.slice(1));
  if (text.startsWith("$")) return (item) => selectTokens(item.root, text);
  const literal = literalOf(text);
  return () => [literal];
}

function literalOf(text: string): JValue {
  const quoted = /^(['"])([\s\S]*)\1$/.exec(text);
  if (quoted !== null) return new JValue("String", quoted[2] ?? "");
  if (text === "true" || text === "false") return new JValue("Boolean", text === "true");
  if (text === "null") return new JValue("Null", null);
  if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return new JValue("Float", Number(text));
  throw pathError(`Unexpected character while parsing path query: ${text}.`);
}

function compare(one: JToken, other: JToken, operator: string): boolean {
  const left = one instanceof JProperty ? one.value : one;
  const right = other instanceof JProperty ? other.value : other;
  if (!(left instanceof JValue) || !(right instanceof JValue)) return operator.startsWith("!") || operator === "<>";
  const order = orderOf(left, right);
  switch (operator) {
    case "==":
    case "===":
      return order === 0;
    case "!=":
    case "!==":
    case "<>":
      return order !== 0;
    case "<":
      return order !== null && order < 0;
    case ">":
      return order !== null && order > 0;
    case "<=":
      return order !== null && order <= 0;
    default:
      return order !== null && order >= 0;
  }
}

function orderOf(one: JValue, other: JValue): number | null {
  const isNumber = (value: JValue): boolean => value.kind === "Integer" || value.kind === "Float";
  if (isNumber(one) && isNumber(other)) return Math.sign(Number(toText(one.value)) - Number(toText(other.value)));
  if (one.kind === "Null" || other.kind === "Null") return one.kind === other.kind ? 0 : null;
  if (one.kind === "Date" || other.kind === "Date") return toText(one.value) === toText(other.value) ? 0 : null;
  if (one.kind !== other.kind) return null;
  if (typeof one.value === "string" && typeof other.value === "string") {
    return one.value < other.value ? -1 : one.value > other.value ? 1 : 0;
  }
  return compareValues(one.value, other.value);
}
