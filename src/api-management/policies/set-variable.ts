import { traceVariable } from "../pipeline/trace-value.ts";
import { everyScope, everySection, type PolicyDefinition } from "./definition.ts";

/** Keeps a value in `context.Variables`. A literal is a System.String; an expression's value keeps its type. */
export const setVariable: PolicyDefinition = {
  name: "set-variable",
  summary: "Declares a context variable and gives it a value.",
  sections: everySection,
  scopes: everyScope,
  source: "set-variable policy",
  attributes: {
    name: { required: true },
    value: { required: true, mayBeEmpty: true, expression: true },
  },
  compile(element, compiler) {
    const name = compiler.literal(element, "name") ?? "";
    const text = element.attributes.get("value");
    const value = text === undefined ? () => "" : compiler.anyValue(text);
    return (context) => {
      const before = context.variables.get(name);
      const given = value(context);
      context.variables.set(name, given);
      context.collector?.add(context.section, "set-variable", {
        message: "Context variable was successfully set.",
        name,
        value: traceVariable(name, given),
        ...(before === undefined ? {} : { before: traceVariable(name, before) }),
      });
      return undefined;
    };
  },
};
