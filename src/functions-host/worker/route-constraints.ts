/** Tells whether a path value satisfies one constraint of a route parameter. */
export type RouteConstraint = (value: string) => boolean;

/** A constraint that this host doesn't know, or whose arguments it can't read. */
export class RouteConstraintError extends Error {
  override readonly name = "RouteConstraintError";
}

const INT32 = [-(2n ** 31n), 2n ** 31n - 1n] as const;
const INT64 = [-(2n ** 63n), 2n ** 63n - 1n] as const;
const GUID = /^(?:[\da-f]{32}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|\{[\da-f-]{36}\}|\([\da-f-]{36}\))$/i;
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const DECIMAL = /^[+-]?(?:\d[\d,]*(?:\.\d*)?|\.\d+)$/;

const PLAIN: Readonly<Record<string, RouteConstraint>> = {
  int: (value) => isInteger(value, INT32[0], INT32[1]),
  long: (value) => isInteger(value, INT64[0], INT64[1]),
  bool: (value) => /^(?:true|false)$/i.test(value),
  guid: (value) => GUID.test(value),
  alpha: (value) => /^[a-z]*$/i.test(value),
  decimal: (value) => DECIMAL.test(value),
  double: (value) => NUMBER.test(value),
  float: (value) => NUMBER.test(value),
  required: (value) => value !== "",
};

const WITH_ARGUMENTS: Readonly<Record<string, (...limits: readonly bigint[]) => RouteConstraint>> = {
  minlength:
    (least = 0n) =>
    (value) =>
      value.length >= least,
  maxlength:
    (most = 0n) =>
    (value) =>
      value.length <= most,
  length:
    (least = 0n, most = least) =>
    (value) =>
      value.length >= least && value.length <= most,
  min:
    (least = 0n) =>
    (value) =>
      isInteger(value, least, INT64[1]),
  max:
    (most = 0n) =>
    (value) =>
      isInteger(value, INT64[0], most),
  range:
    (least = 0n, most = 0n) =>
    (value) =>
      isInteger(value, least, most),
};

const ARGUMENT_COUNTS: Readonly<Record<string, readonly number[]>> = {
  minlength: [1],
  maxlength: [1],
  length: [1, 2],
  min: [1],
  max: [1],
  range: [2],
};

/** Names of all constraints, for messages. */
export const ROUTE_CONSTRAINTS: readonly string[] = [...Object.keys(PLAIN), ...Object.keys(WITH_ARGUMENTS)];

/**
 * Compiles an inline constraint of a route template: `int`, `minlength(4)`, `range(1,10)` (ASP.NET Core: Routing, "Route
 * constraints").
 *
 * @throws RouteConstraintError for any other: among them `regex`, whose dialect is .NET's, and `datetime`, which depends on a culture.
 */
export function compileConstraint(text: string): RouteConstraint {
  const [, name = "", list] = /^([^()]*)(?:\((.*)\))?$/.exec(text.trim()) ?? [];
  const plain = lookUp(PLAIN, name);
  if (plain !== undefined && list === undefined) return plain;
  const make = lookUp(WITH_ARGUMENTS, name);
  if (make !== undefined && list !== undefined) {
    const limits = list.split(",").map((argument) => argument.trim());
    const counts = lookUp(ARGUMENT_COUNTS, name) ?? [];
    if (counts.includes(limits.length) && limits.every((limit) => /^[+-]?\d{1,18}$/.test(limit))) {
      return make(...limits.map((limit) => BigInt(limit.replace(/^\+/, ""))));
    }
  }
  throw new RouteConstraintError(`the constraint "${text}" isn't one of ${ROUTE_CONSTRAINTS.join(", ")}`);
}

function lookUp<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  const key = name.trim().toLowerCase();
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function isInteger(value: string, least: bigint, most: bigint): boolean {
  if (!/^\s*[+-]?\d{1,40}\s*$/.test(value)) return false;
  const number = BigInt(value.trim().replace(/^\+/, ""));
  return number >= least && number <= most;
}
