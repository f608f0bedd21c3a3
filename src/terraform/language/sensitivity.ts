import { keepKind } from "./collection-kind.ts";
import { type MarkedValue, Sensitive, type Value } from "./value.ts";

/** Marks a value as sensitive as a whole. */
export function sensitive(value: MarkedValue): Sensitive {
  return value instanceof Sensitive ? value : new Sensitive(unmark(value));
}

/** Whether any part of a value is sensitive. */
export function isSensitive(value: MarkedValue): boolean {
  if (value instanceof Sensitive) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.values<MarkedValue>(value).some(isSensitive);
}

/** The value without its marks; the same object when it has none. */
export function unmark(value: MarkedValue): Value {
  if (value instanceof Sensitive) return value.value;
  if (isPlain(value)) return value;
  if (isMarkedArray(value)) return keepKind(value, value.map(unmark));
  const entries = Object.entries(value).map(([key, part]) => [key, unmark(part)] as const);
  return keepKind(value, Object.fromEntries(entries));
}

function isPlain(value: MarkedValue): value is Value {
  return !isSensitive(value);
}

function isMarkedArray(value: MarkedValue): value is readonly MarkedValue[] {
  return Array.isArray(value);
}
