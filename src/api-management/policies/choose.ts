import { runSteps } from "../pipeline/run-steps.ts";
import type { Step } from "../pipeline/step.ts";
import { everyScope, everySection, type PolicyDefinition } from "./definition.ts";
import type { Value } from "./element-compiler.ts";

interface Branch {
  readonly condition: Value<boolean>;
  readonly steps: readonly Step[];
  readonly name: string;
}

/** Runs the policies of the first `when` whose condition is true, else those of `otherwise`. */
export const choose: PolicyDefinition = {
  name: "choose",
  summary: "Runs policies conditionally.",
  sections: everySection,
  scopes: everyScope,
  source: "choose policy",
  children: [
    {
      name: "when",
      min: 1,
      max: Number.POSITIVE_INFINITY,
      attributes: { condition: { required: true, expression: true, type: "boolean" } },
      contains: "policies",
    },
    { name: "otherwise", contains: "policies" },
  ],
  compile(element, compiler) {
    const branches = element.children.map((child, index): Branch => {
      const name = child.name === "when" ? `when[${index + 1}]` : "otherwise[1]";
      const condition = child.name === "when" ? compiler.boolean(child, "condition", false) : () => true;
      return { condition, steps: compiler.policies(child, name), name };
    });
    return (context) => {
      for (const branch of branches) {
        if (!branch.condition(context)) continue;
        context.collector?.add(context.section, "choose", { message: `The branch ${branch.name} was taken.` });
        return runSteps(branch.steps, context);
      }
      context.collector?.add(context.section, "choose", { message: "No branch was taken." });
      return undefined;
    };
  },
};
