import type { BoundExpression, BoundStatement, FunctionScope } from "../check/bound.ts";
import { DotNetError } from "../dotnet-error.ts";
import { iterate } from "../runtime/iterate.ts";
import { defaultValue } from "../types/default-value.ts";
import { compile, thrown } from "./expression.ts";
import { compileWrite, type Frame, returnSlot } from "./frame.ts";
import { compileTry, compileUsing } from "./try.ts";

/** How a statement ended: it ran to its end, or jumps. */
export type Completion = "next" | "break" | "continue" | "return";

/** A compiled statement. */
export type Execute = (frame: Frame) => Completion;

/** Turns a checked statement into a closure. */
export function compileStatement(node: BoundStatement, scope: FunctionScope): Execute {
  switch (node.kind) {
    case "block":
      return compileBlock(node.statements.map((statement) => compileStatement(statement, scope)));
    case "declare": {
      const value = node.value === null ? null : compile(node.value, scope);
      const empty = defaultValue(node.local.type);
      const write = compileWrite(node.local, scope, recursive(node) ? "assignment" : "declaration");
      return (frame) => {
        write(frame, value === null ? empty : value(frame));
        return "next";
      };
    }
    case "expression": {
      const value = compile(node.value, scope);
      return (frame) => {
        value(frame);
        return "next";
      };
    }
    case "if": {
      const condition = compile(node.condition, scope);
      const whenTrue = compileStatement(node.whenTrue, scope);
      const whenFalse = node.whenFalse === null ? null : compileStatement(node.whenFalse, scope);
      return (frame) => (condition(frame) === true ? whenTrue(frame) : whenFalse === null ? "next" : whenFalse(frame));
    }
    case "loop":
      return compileLoop(node, scope);
    case "foreach":
      return compileForeach(node, scope);
    case "switch":
      return compileSwitch(node, scope);
    case "return": {
      const value = node.value === null ? null : compile(node.value, scope);
      return (frame) => {
        frame[returnSlot] = value === null ? null : value(frame);
        return "return";
      };
    }
    case "break":
      return () => "break";
    case "continue":
      return () => "continue";
    case "throw": {
      const value = node.value === null ? null : compile(node.value, scope);
      return (frame) => {
        throw value === null ? frame[returnSlot] : thrown(value(frame));
      };
    }
    case "try":
      return compileTry(node, scope);
    case "using":
      return compileUsing(node, scope);
  }
}

/** Local functions may capture each other before they are declared: their cells must be those that were taken along. */
const recursive = (node: BoundStatement & { readonly kind: "declare" }): boolean => node.value?.kind === "lambda";

function compileBlock(statements: readonly Execute[]): Execute {
  const [only] = statements;
  if (statements.length === 1 && only !== undefined) return only;
  return (frame) => {
    for (const statement of statements) {
      const completion = statement(frame);
      if (completion !== "next") return completion;
    }
    return "next";
  };
}

const turnsPerClockRead = 65_536;
const longestLoopMs = 10_000;

/** Counts the turns of a loop, so that one without an end fails instead of stopping the gateway. */
function loopGuard(): () => void {
  let turns = 0;
  let started = 0;
  return () => {
    if (++turns % turnsPerClockRead !== 0) return;
    if (started === 0) started = performance.now();
    else if (performance.now() - started > longestLoopMs) {
      throw new DotNetError(
        "System.TimeoutException",
        `A loop of the expression ran for more than ${longestLoopMs} ms.`,
      );
    }
  };
}

function compileLoop(node: BoundStatement & { readonly kind: "loop" }, scope: FunctionScope): Execute {
  const condition = node.condition === null ? null : compile(node.condition, scope);
  const steps = node.step.map((step: BoundExpression) => compile(step, scope));
  const body = compileStatement(node.body, scope);
  const testFirst = node.test === "before";
  return (frame) => {
    const countTurn = loopGuard();
    let isFirst = true;
    while ((isFirst && !testFirst) || condition === null || condition(frame) === true) {
      isFirst = false;
      countTurn();
      const completion = body(frame);
      if (completion === "break") break;
      if (completion === "return") return completion;
      for (const step of steps) step(frame);
    }
    return "next";
  };
}

function compileForeach(node: BoundStatement & { readonly kind: "foreach" }, scope: FunctionScope): Execute {
  const sequence = compile(node.sequence, scope);
  const write = compileWrite(node.local, scope, "declaration");
  const body = compileStatement(node.body, scope);
  const { convert } = node;
  return (frame) => {
    for (const item of iterate(sequence(frame))) {
      write(frame, convert === null ? item : convert(item));
      const completion = body(frame);
      if (completion === "break") break;
      if (completion === "return") return completion;
    }
    return "next";
  };
}

function compileSwitch(node: BoundStatement & { readonly kind: "switch" }, scope: FunctionScope): Execute {
  const value = compile(node.value, scope);
  const write = compileWrite(node.local, scope, "declaration");
  const sections = node.sections.map((section) => ({
    labels: section.labels.flatMap((label) => (label === null ? [] : [compile(label, scope)])),
    body: compileStatement(section.body, scope),
  }));
  const fallback = node.sections.findIndex((section) => section.labels.includes(null));
  return (frame) => {
    write(frame, value(frame));
    const matching = sections.find((section) => section.labels.some((label) => label(frame) === true));
    const completion = (matching ?? sections[fallback])?.body(frame) ?? "next";
    return completion === "break" ? "next" : completion;
  };
}
