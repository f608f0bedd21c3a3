import type { Body, Expression } from "../body.ts";
import { checkFunctionName } from "../evaluation/call-function.ts";
import { walkSyntax } from "../evaluation/walk-syntax.ts";
import type { Condition, Module, ModuleCall, ResourceBlock } from "../module.ts";
import type { Reference } from "../reference.ts";
import { bodyReferences, references } from "../references.ts";
import type { Syntax } from "../syntax/syntax.ts";
import { walkBody } from "../walk-body.ts";
import { checkReference, type Place } from "./check-reference.ts";

/** Checks what a module's expressions name: every reference is declared, and every function exists. Throws TerraformError. */
export function checkModule(module: Module): void {
  const check = (found: readonly Reference[], place: Place) => {
    for (const reference of found) checkReference(reference, module, place);
  };
  const checkExpression = (expression: Expression | undefined, place: Place) => {
    if (expression === undefined) return;
    checkCalls(expression.syntax);
    check(references(expression), place);
  };
  const checkBody = (body: Body, place: Place) => {
    walkBody(body, checkCalls);
    check(bodyReferences(body), place);
  };
  const checkConditions = (conditions: readonly Condition[], place: Place) => {
    for (const { condition, errorMessage } of conditions) {
      checkExpression(condition, place);
      checkExpression(errorMessage, place);
    }
  };
  const checkResource = (resource: ResourceBlock) => {
    const place: Place = { each: resource.forEach !== undefined, count: resource.count !== undefined, self: false };
    checkExpression(resource.count, NOWHERE);
    checkExpression(resource.forEach, NOWHERE);
    checkBody(resource.body, place);
    check(resource.dependsOn, NOWHERE);
    check(resource.lifecycle.replaceTriggeredBy, place);
    checkConditions(resource.lifecycle.preconditions, place);
    checkConditions(resource.lifecycle.postconditions, { ...place, self: true });
    for (const provisioner of resource.provisioners) checkBody(withoutWhen(provisioner.body), { ...place, self: true });
  };
  const checkCall = (call: ModuleCall) => {
    const place: Place = { each: call.forEach !== undefined, count: call.count !== undefined, self: false };
    checkExpression(call.count, NOWHERE);
    checkExpression(call.forEach, NOWHERE);
    for (const input of call.inputs.values()) checkExpression(input.expression, place);
    check(call.dependsOn, NOWHERE);
  };

  for (const variable of module.variables.values())
    checkConditions(variable.validations, { ...NOWHERE, only: "variable" });
  for (const local of module.locals.values()) checkExpression(local.expression, NOWHERE);
  for (const resource of module.resources) checkResource(resource);
  for (const call of module.moduleCalls.values()) checkCall(call);
  for (const provider of module.providers) checkBody(provider.body, NOWHERE);
  for (const output of module.outputs.values()) {
    checkExpression(output.value, NOWHERE);
    check(output.dependsOn, NOWHERE);
    checkConditions(output.preconditions, NOWHERE);
  }
}

const NOWHERE: Place = { each: false, count: false, self: false };

function checkCalls(syntax: Syntax): void {
  walkSyntax(syntax, new Set(), { call: checkFunctionName });
}

/** `when = destroy` and `on_failure = continue` are keywords, not references. */
function withoutWhen(body: Body): Body {
  return {
    ...body,
    attributes: new Map([...body.attributes].filter(([name]) => name !== "when" && name !== "on_failure")),
  };
}
