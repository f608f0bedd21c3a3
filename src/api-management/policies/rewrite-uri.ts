import type { GatewayContext } from "../pipeline/context.ts";
import { GatewayError } from "../pipeline/gateway-error.ts";
import { everyScope, type PolicyDefinition } from "./definition.ts";

/** Replaces the path and query below the backend's base URL. `{name}` stands for a parameter that the operation matched. */
export const rewriteUri: PolicyDefinition = {
  name: "rewrite-uri",
  summary: "Rewrites the URL that the backend is asked for.",
  sections: ["inbound"],
  scopes: everyScope,
  source: "rewrite-uri policy",
  attributes: {
    template: { required: true, expression: true },
    "copy-unmatched-params": { expression: true, type: "boolean" },
  },
  compile(element, compiler) {
    const template = compiler.requiredText(element, "template");
    const copies = compiler.boolean(element, "copy-unmatched-params", true);
    return (context) => {
      const text = template(context);
      const at = text.indexOf("?");
      const path = fillPath(at === -1 ? text : text.slice(0, at), context);
      const query = fillQuery(at === -1 ? "" : text.slice(at + 1), context);
      if (copies(context)) copyUnmatched(context, query);
      const before = context.backend.path;
      context.backend.path = path;
      context.backend.queryString = query.size === 0 ? "" : `?${query}`;
      context.collector?.add(context.section, "rewrite-uri", {
        message: "Request URL was rewritten.",
        before,
        value: context.backend.path,
      });
      return undefined;
    };
  },
};

/** A parameter stays within its segment, whatever it holds; only that of a wildcard may have several. */
function fillPath(template: string, context: GatewayContext): string {
  const operation = context.operation?.urlTemplate ?? "";
  const filled = fill(template, context, (value, name) =>
    name === "*" || operation.includes(`{*${name}}`)
      ? value.split("/").map(encodeURIComponent).join("/")
      : encodeURIComponent(value),
  );
  const path = filled.startsWith("/") ? filled : `/${filled}`;
  if (/\/\.{1,2}(?:\/|$)/.test(path)) {
    throw GatewayError.internal("InvalidTemplate", `The URL was rewritten to '${path}', which leads to another path.`);
  }
  return path;
}

function fillQuery(template: string, context: GatewayContext): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(template)) {
    query.append(fill(name, context, asIs), fill(value, context, asIs));
  }
  return query;
}

const asIs = (value: string): string => value;

function fill(template: string, context: GatewayContext, encode: (value: string, name: string) => string): string {
  if (!template.includes("{")) return template;
  const { matchedParameters } = context.request;
  return template.replace(/\{(\*?[^{}]+)\}/g, (_whole, given: string) => {
    const name = matchedParameters.has(given) ? given : given.replace(/^\*/, "");
    const value = matchedParameters.get(name);
    if (value === undefined) {
      throw GatewayError.internal(
        "InvalidTemplate",
        `The template parameter '${given}' is not one of the operation's URL template.`,
      );
    }
    return encode(value, name);
  });
}

/** Query parameters of the request that its operation's template doesn't name, each as often as it is there. */
function copyUnmatched(context: GatewayContext, query: URLSearchParams): void {
  const { queryString } = context.request.originalUrl;
  if (queryString === "") return;
  const template = context.operation?.urlTemplate ?? "";
  const at = template.indexOf("?");
  const taken = new Set([...query.keys(), ...new URLSearchParams(at === -1 ? "" : template.slice(at + 1)).keys()]);
  for (const [name, value] of new URLSearchParams(queryString)) if (!taken.has(name)) query.append(name, value);
}
