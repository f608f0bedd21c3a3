import { runSteps } from "../pipeline/run-steps.ts";
import { everyScope, everySection, type PolicyDefinition } from "./definition.ts";

/** Runs the policies of a policy fragment of the service, as if they stood in its place. */
export const includeFragment: PolicyDefinition = {
  name: "include-fragment",
  summary: "Runs the policies of a policy fragment.",
  sections: everySection,
  // "A policy fragment can't nest another" ("Reuse policy configurations": limitations).
  scopes: everyScope.filter((scope) => scope !== "fragment"),
  source: "include-fragment policy",
  attributes: { "fragment-id": { required: true } },
  compile(element, compiler) {
    const id = compiler.literal(element, "fragment-id")?.trim() ?? "";
    const steps = compiler.fragment(id);
    return (context) => {
      context.collector?.add(context.section, "include-fragment", { message: `The fragment '${id}' runs.` });
      return runSteps(steps, context);
    };
  },
};
