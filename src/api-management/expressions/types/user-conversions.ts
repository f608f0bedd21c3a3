import { standardImplicit } from "./conversions.ts";
import { ancestry, declaredMembers } from "./members.ts";
import type { NetType } from "./net-type.ts";
import { convertsImplicitly, numericConverter } from "./numeric-conversions.ts";
import { bindingsOf, substitute } from "./substitute.ts";
import type { Member } from "./type-definition.ts";
import { numericKind } from "./well-known.ts";

interface Candidate {
  readonly from: NetType;
  readonly to: NetType;
  readonly run: (value: unknown) => unknown;
  readonly before: ((value: unknown) => unknown) | null;
  readonly after: ((value: unknown) => unknown) | null;
}

/** The conversion between two types that one of them declares; null when there is none. */
export function userConversion(
  from: NetType,
  to: NetType,
  kinds: readonly ("implicit" | "explicit")[],
): ((value: unknown) => unknown) | null {
  if (from.definition.kind === "interface" || to.definition.kind === "interface") return null;
  const candidates = [...new Set([...ancestry(from), ...ancestry(to)])].flatMap((owner) =>
    kinds.flatMap((kind) =>
      (declaredMembers(owner.definition).get(kind) ?? []).flatMap((member) =>
        candidate(member, owner, from, to, kinds),
      ),
    ),
  );
  const best = candidates.find((each) => candidates.every((other) => isAtLeastAsClose(each, other, from, to)));
  if (best === undefined) return null;
  const { run, before, after } = best;
  return (value) => {
    const result = run(before === null ? value : before(value));
    return after === null ? result : after(result);
  };
}

function candidate(
  member: Member,
  owner: NetType,
  from: NetType,
  to: NetType,
  kinds: readonly string[],
): readonly Candidate[] {
  const [parameter] = member.parameters;
  if (parameter === undefined) return [];
  const bindings = bindingsOf(owner);
  const takes = substitute(parameter.type, bindings);
  const gives = substitute(member.returns, bindings);
  const before = standardImplicit(from, takes);
  const after = standardImplicit(gives, to) ?? narrowing(gives, to, kinds);
  if (before === null || after === null) return [];
  const run = member.run as (value: unknown) => unknown;
  return [{ from: takes, to: gives, run, before: before.apply, after: after.apply }];
}

function narrowing(
  from: NetType,
  to: NetType,
  kinds: readonly string[],
): { readonly apply: (value: unknown) => unknown } | null {
  const fromKind = numericKind(from);
  const toKind = numericKind(to);
  if (!kinds.includes("explicit") || fromKind === undefined || toKind === undefined) return null;
  return convertsImplicitly(toKind, fromKind) ? { apply: numericConverter(fromKind, toKind) } : null;
}

function isAtLeastAsClose(one: Candidate, other: Candidate, from: NetType, to: NetType): boolean {
  if (one === other) return true;
  return closeness(one.from, other.from, from, "source") && closeness(one.to, other.to, to, "target");
}

function closeness(one: NetType, other: NetType, wanted: NetType, side: "source" | "target"): boolean {
  if (one === other || one === wanted) return true;
  if (other === wanted) return false;
  return side === "source" ? standardImplicit(one, other) !== null : standardImplicit(other, one) !== null;
}
