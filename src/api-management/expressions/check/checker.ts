import { type CompileErrorCode, ExpressionCompileError } from "../compile-error.ts";
import type { TypeSyntax } from "../syntax/ast.ts";
import type { NetType } from "../types/net-type.ts";
import { resolveType } from "../types/resolve-type.ts";
import type { BoundExpression, Constant, FunctionScope, Local, ReturnRule } from "./bound.ts";

const maximumLambdaChecks = 4000;

interface Block {
  readonly parent: Block | null;
  readonly owner: FunctionScope;
  readonly names: Map<string, Local>;
  /** Names that inner blocks declare: an outer declaration after them would change what they mean. */
  readonly innerNames: Set<string>;
}

/** Which message bodies the expression may read. */
export interface BodyReads {
  requestBody: boolean;
  responseBody: boolean;
}

/** State of checking one expression: its source, the scopes around the current place, and what was learned on the way. */
export class Checker {
  readonly source: string;
  readonly bodies: BodyReads = { requestBody: false, responseBody: false };
  /** Types of what the expression returns, before they become `object`. */
  readonly resultTypes: NetType[] = [];
  /** Receivers of the `?.` that are being checked, innermost last. */
  readonly conditionalReceivers: BoundExpression[] = [];
  private block: Block;
  /** Whether overflow of constants is an error here; `unchecked(…)` says it is not. */
  overflow: "checked" | "unchecked" = "checked";
  private lambdaChecks = 0;
  private breakable: readonly ("loop" | "switch")[] = [];
  private catching = 0;

  constructor(source: string, returns: ReturnRule) {
    this.source = source;
    const owner: FunctionScope = { outer: null, locals: [], captures: new Set(), returns };
    this.block = { parent: null, owner, names: new Map(), innerNames: new Set() };
  }

  error(code: CompileErrorCode, message: string, at: number): ExpressionCompileError {
    return new ExpressionCompileError(code, message, this.source, at);
  }

  get scope(): FunctionScope {
    return this.block.owner;
  }

  /** The type that `syntax` names; it must be one that Azure lets expressions name. */
  resolve(syntax: TypeSyntax): NetType {
    return resolveType(syntax, new Map(), "listed", (code, message) => {
      throw this.error(code, message, syntax.at);
    });
  }

  /** Runs `check` where integers wrap without an error, as they do in `unchecked`. */
  inUnchecked<Result>(check: () => Result): Result {
    const { overflow } = this;
    this.overflow = "unchecked";
    try {
      return check();
    } finally {
      this.overflow = overflow;
    }
  }

  /** Runs `check` in a block of its own. */
  inBlock<Result>(check: () => Result): Result {
    const { block } = this;
    this.block = { parent: block, owner: block.owner, names: new Map(), innerNames: new Set() };
    try {
      return check();
    } finally {
      this.block = block;
    }
  }

  /** Runs `check` as the body of a lambda. */
  inFunction<Result>(returns: ReturnRule, check: (scope: FunctionScope) => Result): Result {
    if (++this.lambdaChecks > maximumLambdaChecks) {
      throw this.error("ExpressionTooDeep", "The lambdas of this expression are nested too deeply to be checked.", 0);
    }
    const { block, breakable, catching } = this;
    const owner: FunctionScope = { outer: block.owner, locals: [], captures: new Set(), returns };
    this.block = { parent: block, owner, names: new Map(), innerNames: new Set() };
    this.breakable = [];
    this.catching = 0;
    try {
      return check(owner);
    } finally {
      this.block = block;
      this.breakable = breakable;
      this.catching = catching;
    }
  }

  /** Declares a local in the current block. @throws ExpressionCompileError CS0128, CS0136 */
  declare(
    name: string,
    type: NetType,
    at: number,
    use: Local["use"] = "variable",
    constant: Constant | null = null,
  ): Local {
    if (this.block.names.has(name))
      throw this.error("CS0128", `A local "${name}" is already declared in this block.`, at);
    if (this.block.innerNames.has(name)) throw this.hidden(name, at);
    for (let outer = this.block.parent; outer !== null; outer = outer.parent) {
      if (outer.names.has(name)) throw this.hidden(name, at);
    }
    const local = this.addLocal(name, type, use, constant);
    this.block.names.set(name, local);
    for (let outer = this.block.parent; outer !== null; outer = outer.parent) outer.innerNames.add(name);
    return local;
  }

  private hidden(name: string, at: number): ExpressionCompileError {
    return this.error("CS0136", `A local "${name}" is declared in a block around or within this one.`, at);
  }

  /** A local that no name in the source reaches. */
  temporary(type: NetType): Local {
    return this.addLocal("", type, "variable", null);
  }

  private addLocal(name: string, type: NetType, use: Local["use"], constant: Constant | null): Local {
    const owner = this.scope;
    const local: Local = { name, type, owner, slot: owner.locals.length, use, constant, captured: false };
    owner.locals.push(local);
    return local;
  }

  /** The local of this name, marked as captured when an inner function uses it. */
  find(name: string): Local | undefined {
    for (let block: Block | null = this.block; block !== null; block = block.parent) {
      const local = block.names.get(name);
      if (local !== undefined) return this.capture(local);
    }
    return undefined;
  }

  /** Marks a local as used here, in case that is inside a lambda. */
  capture(local: Local): Local {
    for (let scope: FunctionScope | null = this.scope; scope !== null && scope !== local.owner; scope = scope.outer) {
      local.captured = true;
      scope.captures.add(local);
    }
    return local;
  }

  inBreakable<Result>(kind: "loop" | "switch", check: () => Result): Result {
    const { breakable } = this;
    this.breakable = [...breakable, kind];
    try {
      return check();
    } finally {
      this.breakable = breakable;
    }
  }

  canBreak(kind: "break" | "continue"): boolean {
    return kind === "break" ? this.breakable.length > 0 : this.breakable.includes("loop");
  }

  inCatch<Result>(check: () => Result): Result {
    this.catching++;
    try {
      return check();
    } finally {
      this.catching--;
    }
  }

  get isCatching(): boolean {
    return this.catching > 0;
  }
}
