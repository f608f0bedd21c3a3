import type { Run } from "../../check/bound.ts";
import { numericOperation } from "../../runtime/arithmetic.ts";
import { compareValues } from "../../runtime/compare.ts";
import { argumentOutOfRange, invalidOperation, notNull, overflowError } from "../../runtime/errors.ts";
import { iterate } from "../../runtime/iterate.ts";
import { defaultValue } from "../../types/default-value.ts";
import type { NetType } from "../../types/net-type.ts";
import { numericConverter } from "../../types/numeric-conversions.ts";
import type { TypeTable } from "../../types/type-definition.ts";
import { known, type NumericKind } from "../../types/well-known.ts";
import { countOf } from "../collections/interfaces.ts";

type Types = readonly NetType[];

const noElements = (): Error => invalidOperation("Sequence contains no elements");
const noMatch = (): Error => invalidOperation("Sequence contains no matching element");

function* matching(source: unknown, test: Run | null): Iterable<unknown> {
  for (const item of iterate(notNull(source, "source"))) if (test === null || test(item) === true) yield item;
}

function first(source: unknown, test: Run | null): { readonly item: unknown } | null {
  for (const item of matching(source, test)) return { item };
  return null;
}

function last(source: unknown, test: Run | null): { readonly item: unknown } | null {
  let found: { readonly item: unknown } | null = null;
  for (const item of matching(source, test)) found = { item };
  return found;
}

function single(source: unknown, test: Run | null): { readonly item: unknown } | null {
  let found: { readonly item: unknown } | null = null;
  for (const item of matching(source, test)) {
    if (found !== null) throw invalidOperation("Sequence contains more than one element");
    found = { item };
  }
  return found;
}

function required(found: { readonly item: unknown } | null, test: Run | null): unknown {
  if (found === null) throw test === null ? noElements() : noMatch();
  return found.item;
}

type Search = typeof first;

function searches(name: string, search: Search): TypeTable["members"] {
  const orDefault = ([type]: Types, found: { readonly item: unknown } | null): unknown =>
    found === null ? defaultValue(type ?? known.object) : found.item;
  return {
    [`static T ${name}<T>(this IEnumerable<T> source)`]: (_: Types, source: unknown) =>
      required(search(source, null), null),
    [`static T ${name}<T>(this IEnumerable<T> source, Func<T, bool> predicate)`]: (
      _: Types,
      source: unknown,
      test: Run,
    ) => required(search(source, test), test),
    [`static T ${name}OrDefault<T>(this IEnumerable<T> source)`]: (types: Types, source: unknown) =>
      orDefault(types, search(source, null)),
    [`static T ${name}OrDefault<T>(this IEnumerable<T> source, Func<T, bool> predicate)`]: (
      types: Types,
      source: unknown,
      test: Run,
    ) => orDefault(types, search(source, test)),
  };
}

function elementAt(source: unknown, index: number): { readonly item: unknown } | null {
  let position = 0;
  for (const item of iterate(source)) if (position++ === index) return { item };
  return null;
}

function count(source: unknown, test: Run): number {
  let found = 0;
  for (const _ of matching(source, test)) found++;
  return found;
}

function any(source: unknown, test: Run | null): boolean {
  for (const _ of matching(source, test)) return true;
  return false;
}

function all(source: unknown, test: Run): boolean {
  for (const item of iterate(notNull(source, "source"))) if (test(item) !== true) return false;
  return true;
}

function extreme(source: unknown, select: Run | null, sign: 1 | -1, type: NetType | undefined): unknown {
  let best: { readonly item: unknown } | null = null;
  for (const item of iterate(notNull(source, "source"))) {
    const value = select === null ? item : select(item);
    if (value === null) continue;
    if (best === null || compareValues(value, best.item) * sign > 0) best = { item: value };
  }
  if (best !== null) return best.item;
  if (type !== undefined && (!type.isValueType || type.isNullable)) return null;
  throw noElements();
}

function sum(source: unknown, select: Run | null, kind: "int" | "long" | "float" | "double" | "decimal"): unknown {
  const add = numericOperation("+", kind) as Run;
  let total: unknown = numericConverter("int", kind)(0);
  let exact = 0;
  for (const item of iterate(notNull(source, "source"))) {
    const value = select === null ? item : select(item);
    if (value === null) continue;
    total = add(total, value);
    if (kind === "int") {
      exact += Number(value);
      if (exact !== total) throw overflowError("an Int32");
    }
  }
  return total;
}

function average(source: unknown, select: Run | null, from: NumericKind, kind: "double" | "decimal"): unknown {
  const add = numericOperation("+", kind) as Run;
  const divide = numericOperation("/", kind) as Run;
  const convert = numericConverter(from, kind);
  let total: unknown = numericConverter("int", kind)(0);
  let size = 0;
  for (const item of iterate(notNull(source, "source"))) {
    const value = select === null ? item : select(item);
    if (value === null) continue;
    total = add(total, convert(value));
    size++;
  }
  if (size === 0) throw noElements();
  return divide(total, numericConverter("int", kind)(size));
}

const numericMembers = Object.assign(
  {},
  ...(["int", "long", "float", "double", "decimal"] as const).flatMap((kind) => {
    const mean = kind === "decimal" ? "decimal" : "double";
    return ["", "?"].map((mark): TypeTable["members"] => ({
      [`static ${kind}${mark} Sum(this IEnumerable<${kind}${mark}> source)`]: (source: unknown) =>
        sum(source, null, kind),
      [`static ${kind}${mark} Sum<T>(this IEnumerable<T> source, Func<T, ${kind}${mark}> selector)`]: (
        _: Types,
        source: unknown,
        select: Run,
      ) => sum(source, select, kind),
      [`static ${mean}${mark} Average(this IEnumerable<${kind}${mark}> source)`]: (source: unknown) =>
        average(source, null, kind, mean),
      [`static ${mean}${mark} Average<T>(this IEnumerable<T> source, Func<T, ${kind}${mark}> selector)`]: (
        _: Types,
        source: unknown,
        select: Run,
      ) => average(source, select, kind, mean),
    }));
  }),
) as NonNullable<TypeTable["members"]>;

function aggregate(source: unknown, start: { readonly value: unknown } | null, step: Run): unknown {
  let total = start;
  for (const item of iterate(notNull(source, "source"))) {
    total = { value: total === null ? item : step(total.value, item) };
  }
  if (total === null) throw noElements();
  return total.value;
}

/** LINQ methods that make one value of a sequence. */
export const aggregateMethods: TypeTable["members"] = {
  ...searches("First", first),
  ...searches("Last", last),
  ...searches("Single", single),
  "static T ElementAt<T>(this IEnumerable<T> source, int index)": (_: Types, source: unknown, index: number) => {
    const found = elementAt(notNull(source, "source"), index);
    if (found === null) throw argumentOutOfRange("index");
    return found.item;
  },
  "static T ElementAtOrDefault<T>(this IEnumerable<T> source, int index)": (
    [type]: Types,
    source: unknown,
    index: number,
  ) => elementAt(source, index)?.item ?? defaultValue(type ?? known.object),
  "static int Count<T>(this IEnumerable<T> source)": (_: Types, source: unknown) => countOf(notNull(source, "source")),
  "static int Count<T>(this IEnumerable<T> source, Func<T, bool> predicate)": (_: Types, source: unknown, test: Run) =>
    count(source, test),
  "static long LongCount<T>(this IEnumerable<T> source)": (_: Types, source: unknown) => BigInt(countOf(source)),
  "static bool Any<T>(this IEnumerable<T> source)": (_: Types, source: unknown) => any(source, null),
  "static bool Any<T>(this IEnumerable<T> source, Func<T, bool> predicate)": (_: Types, source: unknown, test: Run) =>
    any(source, test),
  "static bool All<T>(this IEnumerable<T> source, Func<T, bool> predicate)": (_: Types, source: unknown, test: Run) =>
    all(source, test),
  "static T Max<T>(this IEnumerable<T> source)": ([type]: Types, source: unknown) => extreme(source, null, 1, type),
  "static T Min<T>(this IEnumerable<T> source)": ([type]: Types, source: unknown) => extreme(source, null, -1, type),
  "static R Max<T, R>(this IEnumerable<T> source, Func<T, R> selector)": (
    [, type]: Types,
    source: unknown,
    select: Run,
  ) => extreme(source, select, 1, type),
  "static R Min<T, R>(this IEnumerable<T> source, Func<T, R> selector)": (
    [, type]: Types,
    source: unknown,
    select: Run,
  ) => extreme(source, select, -1, type),
  ...numericMembers,
  "static T Aggregate<T>(this IEnumerable<T> source, Func<T, T, T> func)": (_: Types, source: unknown, step: Run) =>
    aggregate(source, null, step),
  "static A Aggregate<T, A>(this IEnumerable<T> source, A seed, Func<A, T, A> func)": (
    _: Types,
    source: unknown,
    seed: unknown,
    step: Run,
  ) => aggregate(source, { value: seed }, step),
  "static R Aggregate<T, A, R>(this IEnumerable<T> source, A seed, Func<A, T, A> func, Func<A, R> resultSelector)": (
    _: Types,
    source: unknown,
    seed: unknown,
    step: Run,
    finish: Run,
  ) => finish(aggregate(source, { value: seed }, step)),
};
