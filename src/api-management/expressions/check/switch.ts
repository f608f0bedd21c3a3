import { toText } from "../runtime/to-text.ts";
import { typeOf } from "../runtime/type-of.ts";
import type { StatementSyntax, SwitchSection } from "../syntax/ast.ts";
import { known } from "../types/well-known.ts";
import type { BoundExpression, BoundSection, BoundStatement, Local } from "./bound.ts";
import type { Checker } from "./checker.ts";
import { readLocal } from "./construct.ts";
import { checkCondition, checkValue } from "./expression.ts";
import { checkStatement } from "./statement.ts";
import { checkPattern } from "./type-tests.ts";

/** Checks a switch statement: constants, types and `when` conditions as labels. */
export function checkSwitch(
  checker: Checker,
  statement: StatementSyntax & { readonly kind: "switch" },
): BoundStatement {
  const value = checkValue(checker, statement.value);
  const local = checker.temporary(value.type);
  const seen = new Set<unknown>();
  const sections = checker.inBlock(() =>
    checker.inBreakable("switch", () =>
      statement.sections.map((section) => checkSection(checker, section, local, seen)),
    ),
  );
  return { kind: "switch", local, value, sections };
}

function checkSection(checker: Checker, section: SwitchSection, local: Local, seen: Set<unknown>): BoundSection {
  const { at } = section;
  const labels = section.labels.map(({ pattern, when }): BoundExpression | null => {
    if (pattern === null) {
      if (seen.has("default")) throw checker.error("CS0152", '"default:" occurs twice in this switch.', at);
      seen.add("default");
      return null;
    }
    if (pattern.kind === "constant" && when === null) noteLabel(checker, checkValue(checker, pattern.value), seen, at);
    const test = checkPattern(checker, readLocal(local, at), pattern, at);
    if (when === null) return test;
    return { kind: "logical", operator: "&&", left: test, right: checkCondition(checker, when), type: known.bool, at };
  });
  const statements = section.statements.map((each) => checkStatement(checker, each));
  return { labels, body: { kind: "block", statements } };
}

function noteLabel(checker: Checker, value: BoundExpression, seen: Set<unknown>, at: number): void {
  if (value.kind !== "constant") return;
  const key = ["case", typeOf(value.value ?? "").fullName, toText(value.value)].join(" ");
  if (seen.has(key)) throw checker.error("CS0152", "The same case label occurs twice in this switch.", at);
  seen.add(key);
}
