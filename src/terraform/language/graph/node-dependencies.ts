import type { Expression } from "../body.ts";
import { providerName } from "../configuration/read-module.ts";
import type { Condition, ModuleCall, ResourceBlock } from "../module.ts";
import type { Reference } from "../reference.ts";
import { bodyReferences, references } from "../references.ts";
import type { ModulePlace, PlainNode } from "./collect-nodes.ts";
import { referenceAddresses } from "./reference-addresses.ts";

/** The addresses that a node needs directly. `addresses` are those of all nodes. */
export function nodeDependencies(node: PlainNode, addresses: readonly string[]): readonly string[] {
  const { place } = node;
  const needs = new Set<string>();
  // Nothing inside a module can be done before its call is expanded.
  if (place.caller !== undefined) needs.add(callAddress(place.caller.place, place.caller.call));
  const refer = (found: readonly Reference[], from: ModulePlace = place) => {
    for (const reference of found) for (const address of referenceAddresses(reference, from)) needs.add(address);
  };
  switch (node.kind) {
    case "variable": {
      const input = node.call?.inputs.get(node.variable.name)?.expression;
      refer(expressionReferences(input), place.caller?.place);
      const own = `${place.prefix}var.${node.variable.name}`;
      const others = node.variable.validations.flatMap(conditionReferences);
      refer(others.filter((reference) => !referenceAddresses(reference, place).includes(own)));
      break;
    }
    case "local":
      refer(references(node.attribute.expression));
      break;
    case "provider":
      refer(bodyReferences(node.block.body));
      break;
    case "resource": {
      refer(resourceReferences(node.resource));
      explicit(node.resource.dependsOn, place, addresses, needs);
      const provider = providerAddress(place, node.resource.provider ?? node.resource.type.split("_")[0] ?? "");
      if (provider !== undefined) needs.add(provider);
      break;
    }
    case "output":
      refer([...references(node.output.value), ...node.output.preconditions.flatMap(conditionReferences)]);
      explicit(node.output.dependsOn, place, addresses, needs);
      break;
    case "call":
      refer([...expressionReferences(node.call.count), ...expressionReferences(node.call.forEach)]);
      explicit(node.call.dependsOn, place, addresses, needs);
      break;
  }
  return [...needs];
}

/** `depends_on`: of a module, everything inside it. */
function explicit(
  dependsOn: readonly Reference[],
  place: ModulePlace,
  addresses: readonly string[],
  needs: Set<string>,
): void {
  for (const reference of dependsOn) {
    for (const address of referenceAddresses(reference, place)) needs.add(address);
    if (reference.kind !== "module") continue;
    const inside = `${place.prefix}module.${reference.name}.`;
    for (const address of addresses) if (address.startsWith(inside)) needs.add(address);
  }
}

function resourceReferences(resource: ResourceBlock): readonly Reference[] {
  const { lifecycle } = resource;
  return [
    ...bodyReferences(resource.body),
    ...expressionReferences(resource.count),
    ...expressionReferences(resource.forEach),
    ...lifecycle.replaceTriggeredBy,
    ...[...lifecycle.preconditions, ...lifecycle.postconditions].flatMap(conditionReferences),
  ];
}

function expressionReferences(expression: Expression | undefined): readonly Reference[] {
  return expression === undefined ? [] : references(expression);
}

function conditionReferences({ condition, errorMessage }: Condition): readonly Reference[] {
  return [...references(condition), ...references(errorMessage)];
}

function callAddress(place: ModulePlace, call: ModuleCall): string {
  return `${place.prefix}module.${call.name}`;
}

/** The provider configuration that a resource uses: its own module's, or one that the call passes or leaves to it. */
function providerAddress(place: ModulePlace, name: string): string | undefined {
  if (place.module.providers.some((block) => providerName(block) === name)) return `${place.prefix}provider.${name}`;
  if (place.caller === undefined) return undefined;
  const passed = place.caller.call.providers.get(name) ?? (name.includes(".") ? undefined : name);
  return passed === undefined ? undefined : providerAddress(place.caller.place, passed);
}
