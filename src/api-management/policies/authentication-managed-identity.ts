import type { GatewayContext } from "../pipeline/context.ts";
import { GatewayError } from "../pipeline/gateway-error.ts";
import { traceText } from "../pipeline/trace-value.ts";
import { everyScope, type PolicyDefinition } from "./definition.ts";

/**
 * Gets a token for `resource` with a managed identity of the service. Without `output-token-variable-name` it becomes the
 * request's `Authorization`; with it, only the variable is set: Microsoft's own examples then set the header themselves.
 * The page lists inbound only; documents that use it in outbound are accepted by the service, so it stands there too.
 */
export const authenticationManagedIdentity: PolicyDefinition = {
  name: "authentication-managed-identity",
  summary: "Authenticates with the backend by a managed identity of the service.",
  sections: ["inbound", "outbound"],
  scopes: everyScope,
  source: "authentication-managed-identity policy",
  attributes: {
    resource: { required: true, expression: true },
    "client-id": {},
    "output-token-variable-name": {},
    "ignore-error": { type: "boolean" },
  },
  compile(element, compiler) {
    const resource = compiler.requiredText(element, "resource");
    const clientId = compiler.literal(element, "client-id");
    const variable = compiler.literal(element, "output-token-variable-name");
    const ignoresError = compiler.literal(element, "ignore-error")?.trim().toLowerCase() === "true";

    function take(context: GatewayContext, wanted: string, token: string): undefined {
      if (variable === undefined) context.request.headers.set("Authorization", [`Bearer ${token}`]);
      else context.variables.set(variable, token);
      context.collector?.add(context.section, "authentication-managed-identity", {
        message: "Managed identity token was obtained.",
        resource: wanted,
        clientId: clientId ?? "system-assigned",
        ...(variable === undefined ? {} : { variable }),
        token: traceText(token),
      });
    }

    function fail(context: GatewayContext, wanted: string, error: unknown): undefined {
      const reason = error instanceof Error ? error.message : String(error);
      context.collector?.add(context.section, "authentication-managed-identity", {
        message: "Managed identity token could not be obtained.",
        resource: wanted,
        clientId: clientId ?? "system-assigned",
        error: reason,
      });
      if (!ignoresError) throw GatewayError.internal("ManagedIdentityTokenFailure", reason);
    }

    return (context) => {
      const wanted = resource(context);
      let token: string | Promise<string>;
      try {
        token = context.services.identityToken({ service: context.service, clientId, resource: wanted });
      } catch (error) {
        return fail(context, wanted, error);
      }
      if (typeof token === "string") return take(context, wanted, token);
      return token.then(
        (issued) => take(context, wanted, issued),
        (error: unknown) => fail(context, wanted, error),
      );
    };
  },
};
