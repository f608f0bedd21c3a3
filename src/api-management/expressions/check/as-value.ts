import type { BoundExpression } from "./bound.ts";
import type { Checker } from "./checker.ts";
import type { Operand } from "./operand.ts";

/** The value that an operand is. @throws ExpressionCompileError when it is a type, a method without a call, a lambda */
export function asValue(checker: Checker, operand: Operand): BoundExpression {
  switch (operand.kind) {
    case "value":
      return operand.value;
    case "type":
      throw checker.error("CS0119", `"${operand.type.displayName}" is a type where a value is expected.`, operand.at);
    case "namespace":
      throw checker.error("CS0103", `The name "${operand.name}" is unknown here.`, operand.at);
    case "methods":
      throw checker.error("CS0428", `"${operand.name}" is a method: call it with brackets.`, operand.at);
    case "lambda":
      throw checker.error("CS1660", "A lambda can only stand where a delegate is expected.", operand.at);
    case "default":
      throw checker.error("CS8716", '"default" has no type here; write default(T).', operand.at);
    case "throw":
      throw checker.error("CS8115", "A throw expression can only stand after ?? or in a conditional.", operand.at);
  }
}
