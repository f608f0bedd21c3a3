import type { Run } from "../check/bound.ts";
import type { TypeTable } from "../types/type-definition.ts";

const maximumParameters = 8;

function delegate(name: string, parameters: readonly string[], signature: string): TypeTable {
  return {
    name,
    parameters,
    kind: "delegate",
    listed: "unlisted",
    members: { [signature]: (run: Run, ...values: readonly unknown[]) => run(...values) },
  };
}

const counts = Array.from({ length: maximumParameters + 1 }, (_, count) => count);
const names = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `T${index + 1}`);
const list = (count: number): string =>
  names(count)
    .map((name, index) => `${name} arg${index + 1}`)
    .join(", ");

/** Delegate types: no expression may name them, but lambdas become them. */
export const delegateTypes: readonly TypeTable[] = [
  { name: "System.Delegate", kind: "class", listed: "unlisted" },
  ...counts.map((count) => delegate("System.Func", [...names(count), "TResult"], `TResult Invoke(${list(count)})`)),
  ...counts.map((count) => delegate("System.Action", names(count), `void Invoke(${list(count)})`)),
  delegate("System.Predicate", ["T"], "bool Invoke(T obj)"),
  delegate("System.Comparison", ["T"], "int Invoke(T x, T y)"),
  delegate("System.Converter", ["TInput", "TOutput"], "TOutput Invoke(TInput input)"),
  delegate("System.Text.RegularExpressions.MatchEvaluator", [], "string Invoke(Match match)"),
];
