import { compileExpression, ExpressionCompileError, toBoolean, toText } from "../expressions/index.ts";
import type { PolicyDocumentFault } from "../management/ports.ts";
import type { GatewayContext } from "../pipeline/context.ts";
import { GatewayError } from "../pipeline/gateway-error.ts";
import type { Step } from "../pipeline/step.ts";
import type { PolicyElement, PolicyText } from "../policy-document/policy-element.ts";
import { isStatus, MAX_STATUS, MIN_STATUS } from "./status-code.ts";

/** A value that is known at save time or computed for each request. */
export type Value<T> = (context: GatewayContext) => T;

/**
 * What a policy compiles its attributes and children with. Keeps count of the bodies that its expressions read, and takes
 * compile errors down instead of stopping at the first.
 */
export interface ElementCompiler {
  /** The attribute's text; undefined when it isn't there. A null result of an expression is the empty text. */
  text(element: PolicyElement, attribute: string): Value<string> | undefined;
  /** Like `text`, for an attribute that the definition requires. */
  requiredText(element: PolicyElement, attribute: string): Value<string>;
  /** The literal of an attribute that takes no expression. */
  literal(element: PolicyElement, attribute: string): string | undefined;
  boolean(element: PolicyElement, attribute: string, otherwise: boolean): Value<boolean>;
  integer(element: PolicyElement, attribute: string): Value<number> | undefined;
  /** A status that can be answered with; the value throws `GatewayError` when an expression gives another. */
  status(element: PolicyElement, attribute: string): Value<number> | undefined;
  /** An expression's own .NET value, or the literal text. */
  anyValue(text: PolicyText): Value<unknown>;
  /** The text inside the element; empty when there is none. */
  content(element: PolicyElement): Value<string>;
  /** The policies inside the element. `path` tells where: `when[2]`. */
  policies(element: PolicyElement, path: string): readonly Step[];
  /** The policies of a policy fragment; a fault when there is none of this id. */
  fragment(id: string): readonly Step[];
  hasBackend(id: string): boolean;
  fault(element: PolicyElement, message: string): void;
}

/** Reads of bodies, gathered while one policy is compiled. */
export interface BodyReads {
  requestBody: boolean;
  responseBody: boolean;
}

export interface ElementCompilerOptions {
  readonly faults: PolicyDocumentFault[];
  readonly reads: BodyReads;
  compileChildren(element: PolicyElement, path: string): readonly Step[];
  compileFragment(id: string): readonly Step[];
  hasBackend(id: string): boolean;
}

export function createElementCompiler(options: ElementCompilerOptions): ElementCompiler {
  const { faults, reads } = options;

  function fault(element: PolicyElement | PolicyText, message: string, target: string): void {
    faults.push({ line: element.line, column: element.column, message, target });
  }

  function expression<T>(
    text: PolicyText,
    target: string,
    expect: "any" | "string" | "boolean" | "number",
    convert: (value: unknown) => T,
  ): Value<T> {
    try {
      const compiled = compileExpression(text.value, { expect });
      reads.requestBody ||= compiled.reads.requestBody;
      reads.responseBody ||= compiled.reads.responseBody;
      return (context) => convert(compiled.evaluate(context));
    } catch (error) {
      if (!(error instanceof ExpressionCompileError)) throw error;
      const line = text.line + error.line - 1;
      const column = error.line === 1 ? text.column + error.column - 1 : error.column;
      faults.push({ line, column, message: error.message, target });
      return () => convert(null);
    }
  }

  function textValue(text: PolicyText, target: string): Value<string> {
    if (text.kind === "expression") return expression(text, target, "any", (value) => toText(value) ?? "");
    const { value } = text;
    return () => value;
  }

  function integerOf(value: unknown): number {
    const number = typeof value === "number" ? value : Number(toText(value) || "NaN");
    if (Number.isInteger(number)) return number;
    throw GatewayError.internal(
      "ExpressionValueEvaluationFailure",
      `Expression evaluation failed. The value '${toText(value)}' is not a whole number.`,
    );
  }

  function statusOf(value: unknown): number {
    const status = integerOf(value);
    if (isStatus(status)) return status;
    throw GatewayError.internal(
      "ExpressionValueEvaluationFailure",
      `Expression evaluation failed. ${status} is not a status code from ${MIN_STATUS} to ${MAX_STATUS}.`,
    );
  }

  function number(
    element: PolicyElement,
    attribute: string,
    convert: (value: unknown) => number,
  ): Value<number> | undefined {
    const text = element.attributes.get(attribute);
    if (text === undefined) return undefined;
    if (text.kind === "expression") return expression(text, element.name, "any", convert);
    const literal = Number(text.value);
    return () => literal;
  }

  return {
    text(element, attribute) {
      const text = element.attributes.get(attribute);
      return text === undefined ? undefined : textValue(text, element.name);
    },
    requiredText(element, attribute) {
      const text = element.attributes.get(attribute);
      return text === undefined ? () => "" : textValue(text, element.name);
    },
    literal: (element, attribute) => element.attributes.get(attribute)?.value,
    boolean(element, attribute, otherwise) {
      const text = element.attributes.get(attribute);
      if (text === undefined) return () => otherwise;
      if (text.kind === "expression") return expression(text, element.name, "any", toBoolean);
      const literal = text.value.trim().toLowerCase() === "true";
      return () => literal;
    },
    integer: (element, attribute) => number(element, attribute, integerOf),
    status: (element, attribute) => number(element, attribute, statusOf),
    anyValue(text) {
      if (text.kind === "expression") return expression(text, "", "any", (value) => value);
      return () => text.value;
    },
    content(element) {
      return element.text === undefined ? () => "" : textValue(element.text, element.name);
    },
    policies: options.compileChildren,
    fragment: options.compileFragment,
    hasBackend: options.hasBackend,
    fault: (element, message) => fault(element, message, element.name),
  };
}
