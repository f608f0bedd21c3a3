import type { GatewayContext } from "../pipeline/context.ts";
import { GatewayError } from "../pipeline/gateway-error.ts";
import { MessageBody } from "../pipeline/message-body.ts";
import type { PolicyElement } from "../policy-document/policy-element.ts";
import { type ChildDefinition, everyScope, everySection, type PolicyDefinition } from "./definition.ts";
import type { ElementCompiler, Value } from "./element-compiler.ts";
import { responseOf, worksOnResponse } from "./response-of.ts";

/** The element, as a policy and inside return-response. Liquid templates are not run here. */
export const setBodyElement: ChildDefinition = {
  name: "set-body",
  attributes: {
    template: { notHere: true },
    "xsi-nil": { values: ["blank", "null"] },
    "parse-date": { type: "boolean" },
  },
  contains: "template",
};

export const setBody: PolicyDefinition = {
  ...setBodyElement,
  summary: "Sets the body of the request or the response.",
  sections: everySection,
  scopes: everyScope,
  source: "set-body policy",
  compile(element, compiler) {
    const body = compileSetBody(element, compiler);
    return (context) => {
      if (worksOnResponse(context)) {
        const response = responseOf(context);
        const before = response.body;
        response.body = body(context);
        before?.dispose();
      } else if (context.request.body === null) {
        // "If this policy is used when there's no message body, for example in an inbound GET, an exception is thrown."
        throw GatewayError.internal("MessageBodyNotFound", "The request has no body to replace.");
      } else context.request.body = body(context);
      context.collector?.add(context.section, "set-body", { message: "The body was set." });
      return undefined;
    };
  },
};

/** The new body. Literal markup between the tags is text like any other. */
export function compileSetBody(element: PolicyElement, compiler: ElementCompiler): Value<MessageBody> {
  const text = element.children.length > 0 ? () => element.inner.trim() : compiler.content(element);
  return (context: GatewayContext) => new MessageBody(Buffer.from(text(context), "utf8"));
}
