import type { ArgumentSyntax } from "../syntax/ast.ts";
import { type FoundMember, findMembers } from "../types/members.ts";
import { type Argument, checkArguments } from "./arguments.ts";
import type { BoundExpression } from "./bound.ts";
import { callMember, chooseMember } from "./call.ts";
import type { Checker } from "./checker.ts";
import type { Applicable } from "./overload.ts";

/** An indexer that was chosen, with its arguments: it can be read, and perhaps written. */
export interface Indexing {
  readonly chosen: Applicable;
  readonly list: readonly Argument[];
}

/** Finds the indexer of a value that takes the arguments. */
export function chooseIndexer(
  checker: Checker,
  receiver: BoundExpression,
  syntax: readonly ArgumentSyntax[],
  at: number,
): Indexing {
  const candidates: readonly FoundMember[] = findMembers(receiver.type, "this[]", "instance");
  if (candidates.length === 0) {
    throw checker.error("CS0021", `A "${receiver.type.displayName}" can't be indexed with [].`, at);
  }
  const list = checkArguments(checker, syntax);
  return { chosen: chooseMember(checker, candidates, list, "[]", at), list };
}

/** Checks `receiver[arguments]` as a value. */
export function checkIndex(
  checker: Checker,
  receiver: BoundExpression,
  syntax: readonly ArgumentSyntax[],
  at: number,
): BoundExpression {
  const { chosen, list } = chooseIndexer(checker, receiver, syntax, at);
  return callMember(checker, chosen, receiver, list, at);
}
