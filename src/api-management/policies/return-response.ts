import type { GatewayContext, GatewayResponse } from "../pipeline/context.ts";
import { HeaderList } from "../pipeline/header-list.ts";
import { everyScope, everySection, type PolicyDefinition } from "./definition.ts";
import { emptyResponse } from "./response-of.ts";
import { compileSetBody, setBodyElement } from "./set-body.ts";
import { compileSetHeader, setHeaderElement } from "./set-header.ts";
import { setStatusElement } from "./set-status.ts";

/**
 * Ends the pipeline with a response of its own: 200 without a body, changed by the elements inside. Outbound does not run.
 * `response-variable-name` needs a policy that makes response variables (send-request), which is not here yet.
 */
export const returnResponse: PolicyDefinition = {
  name: "return-response",
  summary: "Ends the pipeline and answers the caller.",
  sections: everySection,
  scopes: everyScope,
  source: "return-response policy",
  children: [setStatusElement, { ...setHeaderElement, max: Number.POSITIVE_INFINITY }, setBodyElement],
  compile(element, compiler) {
    const child = (name: string) => element.children.find((candidate) => candidate.name === name);
    const status = child("set-status");
    const code = status === undefined ? undefined : compiler.status(status, "code");
    const reason = status === undefined ? undefined : compiler.text(status, "reason");
    const headers = element.children
      .filter(({ name }) => name === "set-header")
      .map((header) => compileSetHeader(header, compiler));
    const bodyElement = child("set-body");
    const body = bodyElement === undefined ? undefined : compileSetBody(bodyElement, compiler);

    return (context) => {
      const response: GatewayResponse = { ...emptyResponse(), headers: new HeaderList() };
      if (code !== undefined) {
        response.statusCode = code(context);
        response.statusReason = reason?.(context) ?? "";
      }
      for (const apply of headers) apply(context, response.headers);
      // Expressions inside still see the response that is being replaced: `@(context.Response.StatusCode)` in on-error.
      if (body !== undefined) response.body = body(context);
      context.response = response;
      traceReturn(context, response);
      return "respond";
    };
  },
};

function traceReturn(context: GatewayContext, response: GatewayResponse): void {
  context.collector?.add(context.section, "return-response", {
    message: "Return response was applied",
    response: {
      status: { code: response.statusCode, reason: response.statusReason },
      headers: [...response.headers.names()].map((name) => ({ name })),
    },
  });
}
