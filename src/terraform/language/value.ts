/**
 * A value of the Terraform language as plain JSON-like data. Lists, sets and tuples are arrays; maps and objects are
 * records. Which of them an array or a record is, `collection-kind.ts` remembers beside the value.
 */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

/** A record of values: a map or an object. */
export type ValueRecord = { readonly [key: string]: Value };

/**
 * A value that must not be shown, as `sensitive(x)` makes it. It may stand anywhere inside a {@link MarkedValue}, also
 * deep in an object: `random_password.db` is not sensitive, its attribute `result` is.
 */
export class Sensitive {
  readonly value: Value;

  constructor(value: Value) {
    this.value = value;
  }
}

/** A value in which some parts are marked as sensitive. Every {@link Value} is one. */
export type MarkedValue =
  | null
  | boolean
  | number
  | string
  | Sensitive
  | readonly MarkedValue[]
  | { readonly [key: string]: MarkedValue };

/** A record of marked values. */
export type MarkedRecord = { readonly [key: string]: MarkedValue };

/** Whether a value is a list, a set or a tuple. */
export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
