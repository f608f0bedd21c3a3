import type { PolicyDocumentFault } from "../management/ports.ts";
import type { PolicyElement, PolicyText } from "../policy-document/policy-element.ts";
import type { ChildDefinition, ElementDefinition, TextDefinition } from "./definition.ts";
import { isStatus, MAX_STATUS, MIN_STATUS } from "./status-code.ts";

/** Attributes that every policy takes ("Error handling in API Management policies": `id` → `LastError.PolicyId`). */
export const commonAttributes: Readonly<Record<string, TextDefinition>> = { id: {} };

/** Checks an element against its definition and writes down all that doesn't fit. */
export function checkElement(
  element: PolicyElement,
  definition: ElementDefinition,
  faults: PolicyDocumentFault[],
  isPolicy: boolean,
): void {
  const fault = (place: PolicyElement | PolicyText, message: string): void => {
    faults.push({ line: place.line, column: place.column, message, target: element.name });
  };
  checkAttributes(element, { ...(isPolicy ? commonAttributes : {}), ...definition.attributes }, fault);
  if (definition.contains !== undefined) return;
  checkChildren(element, definition.children ?? [], faults, fault);
  checkText(element, definition, fault);
}

function checkAttributes(
  element: PolicyElement,
  attributes: Readonly<Record<string, TextDefinition>>,
  fault: (place: PolicyElement | PolicyText, message: string) => void,
): void {
  for (const [name, text] of element.attributes) {
    const definition = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (definition === undefined)
      fault(text, `The '${name}' attribute is not declared: '${element.name}' takes ${list(Object.keys(attributes))}.`);
    else if (definition.notHere === true) fault(text, notHere(name));
    else checkValue(text, definition, `The '${name}' attribute`, fault);
  }
  for (const [name, definition] of Object.entries(attributes)) {
    if (definition.required === true && !element.attributes.has(name))
      fault(element, `The required attribute '${name}' is missing.`);
  }
}

function checkValue(
  text: PolicyText,
  definition: TextDefinition,
  what: string,
  fault: (place: PolicyText, message: string) => void,
): void {
  if (text.kind === "expression") {
    if (definition.expression !== true) fault(text, `${what} can't be a policy expression.`);
    return;
  }
  const value = text.value.trim();
  if (definition.values !== undefined && !definition.values.includes(value)) {
    fault(text, `${what} is invalid: '${value}' is not one of ${list(definition.values)}.`);
  } else if (definition.type === "boolean" && !/^(true|false)$/i.test(value)) {
    fault(text, `${what} is invalid: '${value}' is not 'true' or 'false'.`);
  } else if (definition.type === "integer" && !/^-?\d{1,9}$/.test(value)) {
    fault(text, `${what} is invalid: '${value}' is not a whole number.`);
  } else if (definition.type === "status" && !isStatus(value)) {
    fault(text, `${what} is invalid: '${value}' is not a status code from ${MIN_STATUS} to ${MAX_STATUS}.`);
  } else if (definition.required === true && definition.mayBeEmpty !== true && value === "") {
    fault(text, `${what} is empty.`);
  }
}

function checkChildren(
  element: PolicyElement,
  children: readonly ChildDefinition[],
  faults: PolicyDocumentFault[],
  fault: (place: PolicyElement, message: string) => void,
): void {
  let furthest = 0;
  const counts = new Map<string, number>();
  for (const child of element.children) {
    const index = children.findIndex(({ name }) => name === child.name);
    const definition = children[index];
    if (definition === undefined) {
      fault(
        child,
        `The element '${element.name}' has invalid child element '${child.name}': it takes ${list(children.map(({ name }) => name))}.`,
      );
      continue;
    }
    if (index < furthest)
      fault(child, `The element '${child.name}' must stand before '${children[furthest]?.name ?? ""}'.`);
    furthest = Math.max(furthest, index);
    const count = (counts.get(child.name) ?? 0) + 1;
    counts.set(child.name, count);
    if (count === (definition.max ?? 1) + 1)
      fault(child, `The element '${element.name}' takes at most ${definition.max ?? 1} '${child.name}'.`);
    if (definition.notHere === true) fault(child, notHere(child.name));
    else checkElement(child, definition, faults, false);
  }
  for (const { name, min = 0 } of children) {
    if ((counts.get(name) ?? 0) < min)
      fault(element, `The element '${element.name}' has incomplete content: '${name}' is missing.`);
  }
}

function checkText(
  element: PolicyElement,
  { text }: ElementDefinition,
  fault: (place: PolicyElement | PolicyText, message: string) => void,
): void {
  if (element.text === undefined) {
    if (text?.required === true) fault(element, `The element '${element.name}' is empty.`);
  } else if (text === undefined) fault(element.text, `The element '${element.name}' can't contain text.`);
  else checkValue(element.text, text, `The text of '${element.name}'`, fault);
}

function notHere(name: string): string {
  return `'${name}' is one that this version of Gatehouse does not run.`;
}

function list(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.map((name) => `'${name}'`).join(", ");
}
