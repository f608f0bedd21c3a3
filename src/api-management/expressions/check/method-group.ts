import type { NetType } from "../types/net-type.ts";
import { voidType } from "../types/registry.ts";
import { type Argument, valueArgument } from "./arguments.ts";
import type { BoundExpression } from "./bound.ts";
import { checkGroupCall } from "./call.ts";
import type { Checker } from "./checker.ts";
import { readLocal } from "./construct.ts";
import { convert } from "./convert.ts";
import { delegateSignature } from "./delegates.ts";
import type { MethodGroup } from "./operand.ts";

/** Makes a delegate of a method that is named without a call, as `Select(int.Parse)` does. */
export function checkMethodConversion(checker: Checker, group: MethodGroup, type: NetType): BoundExpression {
  const signature = delegateSignature(type);
  if (signature === null)
    throw checker.error("CS0428", `"${group.name}" is a method: call it with brackets.`, group.at);
  return checker.inFunction({ kind: "type", type: signature.returns }, (scope) => {
    const parameters = signature.parameters.map((parameter) => checker.temporary(parameter));
    const list = parameters.map((local): Argument => valueArgument(readLocal(local, group.at)));
    const call = checkGroupCall(checker, group, list);
    const body =
      signature.returns === voidType
        ? call
        : convert(checker, { kind: "value", at: group.at, value: call }, signature.returns);
    return { kind: "lambda", scope, parameters, body, type, at: group.at };
  });
}

/** What the method gives that the group chooses for arguments of these types. */
export function methodGroupReturn(checker: Checker, group: MethodGroup, inputs: readonly NetType[]): NetType {
  return checker.inFunction({ kind: "infer", values: [] }, () => {
    const list = inputs.map((type): Argument => valueArgument(readLocal(checker.temporary(type), group.at)));
    return checkGroupCall(checker, group, list).type;
  });
}
