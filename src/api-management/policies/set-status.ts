import { type ChildDefinition, everyScope, everySection, type PolicyDefinition } from "./definition.ts";
import { responseOf } from "./response-of.ts";

/** The element, as a policy and inside return-response. */
export const setStatusElement: ChildDefinition = {
  name: "set-status",
  attributes: {
    code: { required: true, expression: true, type: "status" },
    reason: { expression: true },
  },
};

/** Sets the status of the response. Both attributes may be expressions; without a reason the standard one is used. */
export const setStatus: PolicyDefinition = {
  ...setStatusElement,
  summary: "Sets the status code and reason of the response.",
  sections: everySection,
  scopes: everyScope,
  source: "set-status policy",
  compile(element, compiler) {
    const code = compiler.status(element, "code");
    const reason = compiler.text(element, "reason");
    return (context) => {
      const response = responseOf(context);
      if (code !== undefined) response.statusCode = code(context);
      response.statusReason = reason?.(context) ?? "";
      context.collector?.add(context.section, "set-status", {
        message: [
          `Response status code was set to ${response.statusCode}`,
          `Response status reason was set to '${response.statusReason}'`,
        ],
      });
      return undefined;
    };
  },
};
