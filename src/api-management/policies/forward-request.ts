import { GatewayError } from "../pipeline/gateway-error.ts";
import { everyScope, type PolicyDefinition } from "./definition.ts";

const DEFAULT_TIMEOUT_S = 300;

/** Sends the request to its backend. A status of 400 and more is not an error unless `fail-on-error-status-code` says so. */
export const forwardRequest: PolicyDefinition = {
  name: "forward-request",
  summary: "Forwards the request to the backend service.",
  sections: ["backend"],
  scopes: everyScope,
  source: "forward-request policy",
  attributes: {
    timeout: { expression: true, type: "integer" },
    "timeout-ms": { expression: true, type: "integer" },
    "continue-timeout": { expression: true, type: "integer" },
    "http-version": { values: ["1", "2or1", "2"] },
    "follow-redirects": { expression: true, type: "boolean" },
    "buffer-request-body": { type: "boolean" },
    "buffer-response": { type: "boolean" },
    "fail-on-error-status-code": { type: "boolean" },
  },
  compile(element, compiler) {
    if (element.attributes.has("timeout") && element.attributes.has("timeout-ms")) {
      compiler.fault(element, "The attributes 'timeout' and 'timeout-ms' can't be used together.");
    }
    for (const attribute of ["continue-timeout", "follow-redirects"]) {
      const given = element.attributes.get(attribute);
      if (given !== undefined && given.value.trim().toLowerCase() !== "false") {
        compiler.fault(element, `'${attribute}' is one that this version of Gatehouse does not run.`);
      }
    }
    if (element.attributes.get("http-version")?.value === "2")
      compiler.fault(element, "HTTP/2 to the backend is one that this version of Gatehouse does not run.");
    const seconds = compiler.integer(element, "timeout");
    const milliseconds =
      compiler.integer(element, "timeout-ms") ?? ((context) => (seconds?.(context) ?? DEFAULT_TIMEOUT_S) * 1000);
    const buffersRequest = compiler.boolean(element, "buffer-request-body", false);
    const failsOnStatus = compiler.boolean(element, "fail-on-error-status-code", false);

    return async (context) => {
      const timeoutMs = milliseconds(context);
      if (buffersRequest(context)) await context.request.body?.buffer();
      context.response = await context.services.forward(context, { timeoutMs });
      if (failsOnStatus(context) && context.response.statusCode >= 400) {
        const { statusCode, statusReason } = context.response;
        throw new GatewayError("BackendErrorStatusCode", `The backend answered ${statusCode} ${statusReason}.`, {
          status: statusCode,
          message: statusReason,
        });
      }
      return undefined;
    };
  },
};
