import { ExpressionCompileError, findExpressionEnd } from "../expressions/index.ts";
import type { PolicyDocumentFault } from "../management/ports.ts";
import type { PolicyElement, PolicyText } from "./policy-element.ts";

/** The characters that a named value's display name may have ("NamedValueCreateContract": letters, digits, period, dash, underscore). */
const REFERENCE = /\{\{([A-Za-z0-9._-]+)\}\}/g;

/**
 * The element with every `{{name}}` in its attributes and texts replaced, inside expressions too. A value may itself be a
 * whole expression ("Use named values in Azure API Management policies"). Names without a value are written to `faults`.
 *
 * Values are put in after the document is read, so one can hold `<` or `"` without changing the document around it.
 */
export function substituteNamedValues(
  element: PolicyElement,
  lookUp: (displayName: string) => string | undefined,
  faults: PolicyDocumentFault[],
): PolicyElement {
  function replace(text: string, place: { readonly line: number; readonly column: number }): string {
    return text.replace(REFERENCE, (reference, displayName: string) => {
      const value = lookUp(displayName);
      if (value !== undefined) return value;
      const { line, column } = place;
      faults.push({ line, column, message: `Cannot find a property '${displayName}'`, target: element.name });
      return reference;
    });
  }

  function replaceText(text: PolicyText): PolicyText {
    if (!text.value.includes("{{")) return text;
    const value = replace(text.value, text);
    if (value === text.value || text.kind === "expression") return { ...text, value };
    const whole = value.trim();
    if (!/^@[({]/.test(whole)) return { ...text, value };
    if (!isWholeExpression(whole)) {
      const { line, column } = text;
      const message = "With its named values put in, an expression must be the whole text.";
      faults.push({ line, column, message, target: element.name });
    }
    return { ...text, kind: "expression", value: whole };
  }

  if (!mentionsNamedValue(element)) return element;
  return {
    ...element,
    attributes: new Map([...element.attributes].map(([name, text]) => [name, replaceText(text)])),
    children: element.children.map((child) => substituteNamedValues(child, lookUp, faults)),
    text: element.text === undefined ? undefined : replaceText(element.text),
    // Faults in it are those of the children and the text, which were found above.
    inner: element.inner.replace(REFERENCE, (reference, displayName: string) => lookUp(displayName) ?? reference),
  };
}

function mentionsNamedValue(element: PolicyElement): boolean {
  if (element.inner.includes("{{")) return true;
  return [...element.attributes.values()].some(({ value }) => value.includes("{{"));
}

function isWholeExpression(text: string): boolean {
  try {
    return findExpressionEnd(text, 0) === text.length;
  } catch (error) {
    if (error instanceof ExpressionCompileError) return false;
    throw error;
  }
}
