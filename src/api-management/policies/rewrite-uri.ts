import type { GatewayContext } from "../pipeline/context.ts";
import { GatewayError } from "../pipeline/gateway-error.ts";
import type { PolicyDefinition } from "./definition.ts";

/** Replaces the path and query below the backend's base URL. `{name}` stands for a parameter that the operation matched. */
export const rewriteUri: PolicyDefinition = {
  name: "rewrite-uri",
  summary: "Rewrites the URL that the backend is asked for.",
  sections: ["inbound"],
  source: "rewrite-uri policy",
  attributes: {
    template: { required: true, expression: true },
    "copy-unmatched-params": { expression: true, type: "boolean" },
  },
  compile(element, compiler) {
    const template = compiler.requiredText(element, "template");
    const copies = compiler.boolean(element, "copy-unmatched-params", true);
    return (context) => {
      const filled = fill(template(context), context);
      const at = filled.indexOf("?");
      const path = at === -1 ? filled : filled.slice(0, at);
      const query = new URLSearchParams(at === -1 ? "" : filled.slice(at + 1));
      if (copies(context)) copyUnmatched(context, query);
      context.backend.path = path.startsWith("/") ? path : `/${path}`;
      context.backend.queryString = query.size === 0 ? "" : `?${query}`;
      context.collector?.add(context.section, "rewrite-uri", {
        message: "Request URL was rewritten.",
        request: { path: context.backend.path },
      });
      return undefined;
    };
  },
};

function fill(template: string, context: GatewayContext): string {
  return template.replace(/\{(\*?[^{}]+)\}/g, (_whole, name: string) => {
    const value = context.request.matchedParameters.get(name);
    if (value === undefined) {
      throw GatewayError.internal(
        "InvalidTemplate",
        `The template parameter '${name}' is not one of the operation's URL template.`,
      );
    }
    return value;
  });
}

/** Query parameters of the request that its operation's template doesn't name. */
function copyUnmatched(context: GatewayContext, query: URLSearchParams): void {
  for (const [name, value] of new URLSearchParams(context.request.originalUrl.queryString)) {
    if (!context.request.matchedParameters.has(name) && !query.has(name)) query.append(name, value);
  }
}
