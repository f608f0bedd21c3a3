import type { BoundExpression, BoundStatement, Local, StoreTarget } from "./bound.ts";
import type { Checker } from "./checker.ts";

/** Locals that may not have a value yet; null where the code is never reached. */
type State = ReadonlySet<Local> | null;

interface Branches {
  readonly whenTrue: State;
  readonly whenFalse: State;
}

interface Jumps {
  breaks: State;
}

const merge = (one: State, other: State): State => {
  if (one === null || one === other) return other;
  if (other === null || other.size === 0) return one;
  return one.size === 0 ? other : new Set([...one, ...other]);
};

const without = (state: State, local: Local): State => {
  if (state === null || !state.has(local)) return state;
  const rest = new Set(state);
  rest.delete(local);
  return rest;
};

const withLocal = (state: State, local: Local): State => (state === null ? null : new Set([...state, local]));

/**
 * Follows every path through a checked expression.
 *
 * @throws ExpressionCompileError CS0165 for a local that is read before it has a value, CS0161 (CS1643 in a lambda) when a
 * path ends without `return`, CS0163 when a switch section runs into the next
 */
export function checkFlow(checker: Checker, body: BoundExpression | BoundStatement, end: number): void {
  new Flow(checker, end).body(body, new Set(), "CS0161");
}

const isStatement = (node: BoundExpression | BoundStatement): node is BoundStatement => !("type" in node);

class Flow {
  private readonly checker: Checker;
  private readonly end: number;
  private jumps: Jumps = { breaks: null };

  constructor(checker: Checker, end: number) {
    this.checker = checker;
    this.end = end;
  }

  body(body: BoundExpression | BoundStatement, state: State, code: "CS0161" | "CS1643", returnsVoid = false): void {
    if (!isStatement(body)) {
      this.expression(body, state);
      return;
    }
    const { jumps } = this;
    this.jumps = { breaks: null };
    const after = this.statement(body, state);
    this.jumps = jumps;
    if (after !== null && !returnsVoid) {
      throw this.checker.error(code, "Not every path ends with a return.", this.end);
    }
  }

  private statement(node: BoundStatement, state: State): State {
    switch (node.kind) {
      case "block":
        return node.statements.reduce<State>((before, each) => this.statement(each, before), state);
      case "declare":
        return node.value === null
          ? withLocal(state, node.local)
          : without(this.expression(node.value, state), node.local);
      case "expression":
        return this.expression(node.value, state);
      case "if": {
        const { whenTrue, whenFalse } = this.condition(node.condition, state);
        const one = this.statement(node.whenTrue, whenTrue);
        return merge(one, node.whenFalse === null ? whenFalse : this.statement(node.whenFalse, whenFalse));
      }
      case "loop":
        return this.loop(node, state);
      case "foreach": {
        const before = this.expression(node.sequence, state);
        this.breakable(() => this.statement(node.body, before));
        return before;
      }
      case "switch":
        return this.switch(node, state);
      case "return":
      case "throw":
        if (node.value !== null) this.expression(node.value, state);
        return null;
      case "break":
        this.jumps.breaks = merge(this.jumps.breaks, state);
        return null;
      case "continue":
        return null;
      case "try":
        return this.try(node, state);
      case "using":
        return this.statement(node.body, this.statement(node.resource, state));
    }
  }

  /** Runs `visit` as a body that `break` leaves; gives the state of those breaks. */
  private breakable(visit: () => void): State {
    const { jumps } = this;
    const own: Jumps = { breaks: null };
    this.jumps = own;
    visit();
    this.jumps = jumps;
    return own.breaks;
  }

  private loop(node: BoundStatement & { readonly kind: "loop" }, state: State): State {
    let left: State = null;
    const visitBody = (before: State): State => {
      const after = this.statement(node.body, before);
      for (const step of node.step) this.expression(step, after ?? before);
      return after ?? before;
    };
    if (node.test === "after") {
      const breaks = this.breakable(() => {
        const after = visitBody(state);
        left = node.condition === null ? null : this.condition(node.condition, after).whenFalse;
      });
      return merge(left, breaks);
    }
    const branches =
      node.condition === null ? { whenTrue: state, whenFalse: null } : this.condition(node.condition, state);
    const breaks = this.breakable(() => visitBody(branches.whenTrue));
    return merge(branches.whenFalse, breaks);
  }

  private switch(node: BoundStatement & { readonly kind: "switch" }, state: State): State {
    const before = this.expression(node.value, state);
    const hasDefault = node.sections.some((section) => section.labels.includes(null));
    const breaks = this.breakable(() => {
      for (const section of node.sections) {
        let entered: State = null;
        for (const label of section.labels) {
          entered = merge(entered, label === null ? before : this.condition(label, before).whenTrue);
        }
        if (this.statement(section.body, entered) !== null) {
          throw this.checker.error("CS0163", "A switch section ends with break, return or throw.", node.value.at);
        }
      }
    });
    return hasDefault ? breaks : merge(before, breaks);
  }

  private try(node: BoundStatement & { readonly kind: "try" }, state: State): State {
    let after = this.statement(node.body, state);
    for (const clause of node.catches) {
      if (clause.when !== null) this.expression(clause.when, state);
      after = merge(after, this.statement(clause.body, state));
    }
    if (node.cleanup === null) return after;
    const cleaned = this.statement(node.cleanup, state);
    if (cleaned === null || after === null) return null;
    const assigned = [...(state ?? [])].filter((local) => !cleaned.has(local));
    return assigned.reduce<State>((rest, local) => without(rest, local), after);
  }

  /** Follows a condition into its two outcomes. */
  private condition(node: BoundExpression, state: State): Branches {
    switch (node.kind) {
      case "constant":
        return node.value === true ? { whenTrue: state, whenFalse: null } : { whenTrue: null, whenFalse: state };
      case "not": {
        const { whenTrue, whenFalse } = this.condition(node.operand, state);
        return { whenTrue: whenFalse, whenFalse: whenTrue };
      }
      case "logical": {
        const left = this.condition(node.left, state);
        if (node.operator === "&&") {
          const right = this.condition(node.right, left.whenTrue);
          return { whenTrue: right.whenTrue, whenFalse: merge(left.whenFalse, right.whenFalse) };
        }
        const right = this.condition(node.right, left.whenFalse);
        return { whenTrue: merge(left.whenTrue, right.whenTrue), whenFalse: right.whenFalse };
      }
      case "test": {
        const after = this.expression(node.operand, state);
        if (node.local === null) return { whenTrue: after, whenFalse: after };
        return { whenTrue: without(after, node.local), whenFalse: withLocal(after, node.local) };
      }
      default: {
        const after = this.expression(node, state);
        return { whenTrue: after, whenFalse: after };
      }
    }
  }

  private all(nodes: readonly BoundExpression[], state: State): State {
    return nodes.reduce<State>((before, each) => this.expression(each, before), state);
  }

  private stored(target: StoreTarget, state: State): State {
    return target.kind === "local" ? without(state, target.local) : state;
  }

  private expression(node: BoundExpression, state: State): State {
    switch (node.kind) {
      case "constant":
      case "context":
        return state;
      case "local":
        if (state?.has(node.local) === true) {
          throw this.checker.error("CS0165", `"${node.local.name}" may not have a value yet here.`, node.at);
        }
        return state;
      case "call":
        return node.outs.reduce<State>((after, out) => this.stored(out.target, after), this.all(node.inputs, state));
      case "convert":
      case "not":
        return this.expression(node.operand, state);
      case "invoke":
        return this.all(node.inputs, this.expression(node.delegate, state));
      case "logical":
      case "test": {
        const { whenTrue, whenFalse } = this.condition(node, state);
        return merge(whenTrue, whenFalse);
      }
      case "conditional": {
        const { whenTrue, whenFalse } = this.condition(node.condition, state);
        return merge(this.expression(node.whenTrue, whenTrue), this.expression(node.whenFalse, whenFalse));
      }
      case "coalesce": {
        const left = this.expression(node.left, state);
        this.expression(node.right, left);
        return left;
      }
      case "concat":
        return this.all(node.operands, state);
      case "array":
        return this.all(node.values, state);
      case "store": {
        const before = node.target.kind === "member" ? this.all(node.target.inputs, state) : state;
        return this.stored(node.target, this.expression(node.value, before));
      }
      case "sequence":
        return this.expression(node.result, this.all(node.effects, state));
      case "conditionalAccess": {
        const before = this.expression(node.receiver, state);
        this.expression(node.access, before);
        return before;
      }
      case "lambda": {
        const { returns } = node.scope;
        this.body(node.body, state, "CS1643", returns.kind === "type" && returns.type.definition.kind === "void");
        return state;
      }
      case "throw":
        this.expression(node.value, state);
        return null;
    }
  }
}
