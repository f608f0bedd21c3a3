import { collectionKind, listOf, mapOf, setOf } from "../collection-kind.ts";
import { sensitive, unmark } from "../sensitivity.ts";
import { TerraformError } from "../terraform-error.ts";
import { type MarkedRecord, type MarkedValue, Sensitive, type Value } from "../value.ts";
import { distinctSorted } from "./distinct.ts";
import { formatNumber } from "./format-number.ts";
import { describeType, type ObjectType, type TupleType, type TypeConstraint } from "./type-constraint.ts";
import { typeOf } from "./type-of.ts";
import { unifyTypes } from "./unify-types.ts";

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["1", true],
  ["false", false],
  ["0", false],
]);

/**
 * Converts a value to a type as Terraform does for variables and function arguments; sensitive marks stay. Throws
 * TerraformError `INVALID_VALUE` (`string required`), with the way to the part that does not fit, and without a range:
 * the caller knows the place.
 */
export function convertMarked(value: MarkedValue, type: TypeConstraint): MarkedValue {
  if (value instanceof Sensitive) return sensitive(convertMarked(value.value, type));
  if (value === null) return null;
  switch (type.kind) {
    case "any":
      return value;
    case "string":
      return toText(value);
    case "number":
      return toNumber(value);
    case "bool":
      return toBoolean(value);
    case "list":
    case "set":
      return toSequence(value, type.kind, type.element);
    case "map":
      return toMap(value, type.element);
    case "tuple":
      return toTuple(value, type);
    case "object":
      return toObject(value, type);
  }
}

/** {@link convertMarked} for a value without marks. */
export function convert(value: Value, type: TypeConstraint): Value {
  return unmark(convertMarked(value, type));
}

function required(what: string): TerraformError {
  return new TerraformError("INVALID_VALUE", `${what} required`);
}

function toText(value: MarkedValue): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return formatNumber(value);
  if (typeof value === "boolean") return String(value);
  throw required("string");
}

function toNumber(value: MarkedValue): number {
  if (typeof value === "number") return value;
  if (typeof value === "string" && DECIMAL.test(value)) {
    const number = Number(value);
    if (Number.isInteger(number) ? Number.isSafeInteger(number) : Number.isFinite(number)) return number;
    throw new TerraformError("UNSUPPORTED", `the number ${value} is too large to be exact here`);
  }
  throw required("a number is");
}

function toBoolean(value: MarkedValue): boolean {
  if (typeof value === "boolean") return value;
  const found = typeof value === "string" ? BOOLEANS.get(value) : undefined;
  if (found !== undefined) return found;
  throw required("a bool is");
}

function toSequence(value: MarkedValue, kind: "list" | "set", element: TypeConstraint): MarkedValue {
  if (!isSequence(value)) throw required(describeType({ kind, element }));
  const elements = convertAll([...value.entries()], element, (index) => `element ${index}`);
  if (kind === "list") return listOf(elements);
  // A set cannot keep marks on its elements: it is sensitive as a whole.
  const plain = elements.map(unmark);
  const set = setOf(distinctSorted(plain));
  return plain.some((element, index) => element !== elements[index]) ? sensitive(set) : set;
}

function toMap(value: MarkedValue, element: TypeConstraint): MarkedValue {
  if (!isRecord(value)) throw required(describeType({ kind: "map", element }));
  const entries = Object.entries(value);
  const elements = convertAll(entries, element, (key) => `element ${JSON.stringify(key)}`);
  return mapOf(Object.fromEntries(entries.map(([key], index) => [key, elements[index] ?? null])));
}

/** Elements of a collection must have one type, also where it is not said which: `list(any)`, `list(map(any))`. */
function convertAll<Key>(
  entries: readonly (readonly [Key, MarkedValue])[],
  element: TypeConstraint,
  describe: (key: Key) => string,
): MarkedValue[] {
  const converted = entries.map(([key, member]) => within(describe(key), () => convertMarked(member, element)));
  if (!isOpen(element)) return converted;
  const unified = unifyTypes(converted.map((member) => typeOf(unmark(member))));
  if (unified === undefined) throw new TerraformError("INVALID_VALUE", "all elements must have the same type");
  return converted.map((member) => convertMarked(member, unified));
}

/** Whether a type leaves something to what comes. */
function isOpen(type: TypeConstraint): boolean {
  switch (type.kind) {
    case "list":
    case "set":
    case "map":
      return isOpen(type.element);
    case "tuple":
      return type.elements.some(isOpen);
    case "object":
      return [...type.attributes.values()].some((attribute) => isOpen(attribute.type));
    default:
      return type.kind === "any";
  }
}

function toTuple(value: MarkedValue, type: TupleType): MarkedValue {
  if (!isSequence(value) || collectionKind(value) === "set") throw required("tuple");
  if (value.length !== type.elements.length)
    throw new TerraformError("INVALID_VALUE", `tuple of length ${type.elements.length} required`);
  return type.elements.map((element, index) =>
    within(`element ${index}`, () => convertMarked(value[index] ?? null, element)),
  );
}

function toObject(value: MarkedValue, type: ObjectType): MarkedValue {
  if (!isRecord(value)) throw required("object");
  const entries: [string, MarkedValue][] = [];
  for (const [name, attribute] of type.attributes) {
    const given = Object.hasOwn(value, name) ? value[name] : undefined;
    if (given === undefined && !attribute.optional)
      throw new TerraformError("INVALID_VALUE", `attribute "${name}" is required`);
    const chosen = given ?? attribute.default ?? null;
    entries.push([name, within(`attribute "${name}"`, () => convertMarked(chosen, attribute.type))]);
  }
  return Object.fromEntries(entries);
}

/** Says in which part of a value a conversion failed. */
function within<Result>(part: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof TerraformError) throw new TerraformError(error.code, `${part}: ${error.detail}`, error.range);
    throw error;
  }
}

/** Whether a value is a list, a set or a tuple. */
export function isSequence(value: MarkedValue): value is readonly MarkedValue[] {
  return Array.isArray(value);
}

/** Whether a value is a map or an object. */
export function isRecord(value: MarkedValue): value is MarkedRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Sensitive);
}
