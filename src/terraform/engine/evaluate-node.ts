import { checkModuleInput, type DependencyNode, evaluateMarked, evaluateOutput } from "../language/index.ts";
import type { Credentials } from "./azure-clients.ts";
import { checkProviderValues } from "./check-provider-values.ts";
import { callScope, type ModuleInstances } from "./module-instances.ts";

type EvaluatedNode = Exclude<DependencyNode, { readonly kind: "resource" }>;

/** Evaluates everything but a resource in all instances of its module. Throws TerraformError. */
export function evaluateNode(node: EvaluatedNode, modules: ModuleInstances, credentials: Credentials): void {
  const instances = modules.of(node.module);
  switch (node.kind) {
    case "variable":
      for (const { caller, scope } of instances) {
        // The root's are resolved already.
        if (caller === undefined) continue;
        const { variable } = node;
        const input = caller.call.inputs.get(variable.name);
        const value = input === undefined ? undefined : evaluateMarked(input.expression, callScope(caller));
        const range = input?.range ?? caller.call.range;
        scope.variables.set(variable.name, checkModuleInput(variable, value, scope, range));
      }
      return;
    case "local":
      for (const { scope } of instances) scope.locals.set(node.name, evaluateMarked(node.attribute.expression, scope));
      return;
    case "provider":
      for (const { scope } of instances) checkProviderValues(node.block, scope, credentials);
      return;
    case "call":
      modules.expand(node.module, node.call);
      return;
    case "output":
      for (const instance of instances) {
        const value = evaluateOutput(node.output, instance.scope, instance.caller === undefined ? "root" : "called");
        modules.setOutput(instance, node.output.name, value);
      }
  }
}
