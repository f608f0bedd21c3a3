import type { GatewayContext } from "../pipeline/context.ts";
import { GatewayError } from "../pipeline/gateway-error.ts";
import { type HeaderList, isHeaderName, isHeaderValue } from "../pipeline/header-list.ts";
import { traceHeader } from "../pipeline/trace-value.ts";
import type { PolicyElement } from "../policy-document/policy-element.ts";
import { type ChildDefinition, everyScope, everySection, type PolicyDefinition } from "./definition.ts";
import type { ElementCompiler } from "./element-compiler.ts";
import { responseOf, worksOnResponse } from "./response-of.ts";

/** Headers whose values keep a line each; those of all others are joined with a comma ("set-header policy": usage notes). */
const SEPARATE = new Set([
  "user-agent",
  "www-authenticate",
  "proxy-authenticate",
  "cookie",
  "set-cookie",
  "warning",
  "date",
  "expires",
  "if-modified-since",
  "if-unmodified-since",
  "last-modified",
  "retry-after",
]);
/** The gateway's own business ("set-header policy": limitations). */
const PROTECTED = new Set(["connection", "content-length", "keep-alive", "transfer-encoding"]);
/** A host name or an address, and a port. */
const HOST = /^(?:[A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;

/** The element, as a policy and inside return-response. */
export const setHeaderElement: ChildDefinition = {
  name: "set-header",
  attributes: {
    name: { required: true, expression: true },
    "exists-action": { expression: true, values: ["override", "skip", "append", "delete"] },
  },
  children: [{ name: "value", max: Number.POSITIVE_INFINITY, text: { expression: true } }],
};

export const setHeader: PolicyDefinition = {
  ...setHeaderElement,
  summary: "Sets, adds to or removes a header of the request or the response.",
  sections: everySection,
  scopes: everyScope,
  source: "set-header policy",
  compile(element, compiler) {
    const apply = compileSetHeader(element, compiler);
    return (context) => {
      if (worksOnResponse(context)) apply(context, responseOf(context).headers);
      else if (apply(context, context.request.headers) === "host") chooseHost(context);
      return undefined;
    };
  },
};

/** Without this the backend is sent the host of its own URL. */
function chooseHost({ backend, request }: GatewayContext): void {
  const host = request.headers.first("host");
  if (host !== undefined && !HOST.test(host))
    throw GatewayError.internal("InvalidHostHeader", `The Host header was set to '${host}', which is not a host.`);
  backend.host = host;
}

/** What the element does to a list of headers. It gives the header's name in lower case, or undefined if it did nothing. */
export function compileSetHeader(
  element: PolicyElement,
  compiler: ElementCompiler,
): (context: GatewayContext, headers: HeaderList) => string | undefined {
  const nameText = element.attributes.get("name");
  if (nameText?.kind === "literal" && !isHeaderName(nameText.value))
    compiler.fault(element, `'${nameText.value}' is not the name of a header.`);
  if (nameText?.kind === "literal" && PROTECTED.has(nameText.value.toLowerCase())) {
    compiler.fault(element, `The header '${nameText.value}' can't be set or removed: the gateway manages it.`);
  }
  const name = compiler.requiredText(element, "name");
  const action = compiler.text(element, "exists-action") ?? (() => "override");
  for (const { text } of element.children) {
    if (text?.kind === "literal" && !isHeaderValue(singleLine(text.value)))
      compiler.fault(element, `'${text.value}' can't be sent in a header: encode what is not Latin-1 text.`);
  }
  const values = element.children.map((child) => compiler.content(child));
  if (
    values.length === 0 &&
    element.attributes.get("exists-action")?.value !== "delete" &&
    element.attributes.get("exists-action")?.kind !== "expression"
  ) {
    compiler.fault(element, "The element 'set-header' has incomplete content: 'value' is missing.");
  }

  return (context, headers) => {
    const header = name(context);
    const key = header.toLowerCase();
    if (PROTECTED.has(key))
      throw GatewayError.internal("HeaderNotAllowed", `The header '${header}' can't be set or removed.`);
    const what = action(context);
    const before = context.collector === null ? undefined : headers.get(header);
    if (what === "delete") headers.delete(header);
    else if (what === "skip" && headers.has(header)) return undefined;
    else {
      const given = values.map((value) => singleLine(value(context)));
      const kept = what === "append" ? (headers.get(header) ?? []) : [];
      headers.set(header, join(header, [...kept, ...given]));
    }
    context.collector?.add(context.section, "set-header", {
      message: traceMessage(header, what),
      name: header,
      before: before?.map((value) => traceHeader(header, value)) ?? null,
      value: headers.get(header)?.map((value) => traceHeader(header, value)) ?? null,
    });
    return key;
  };
}

/** A line break would begin another header; it goes. */
function singleLine(value: string): string {
  // Three searches for a byte take far less than an expression that looks for either: this may be a token.
  const isSingle = !(value.includes("\n") || value.includes("\r") || value.includes("\0"));
  return isSingle ? value : value.replace(/[\r\n\0]+/g, " ");
}

function join(header: string, values: readonly string[]): readonly string[] {
  if (values.length < 2 || SEPARATE.has(header.toLowerCase())) return values;
  return [values.join(",")];
}

function traceMessage(header: string, action: string): string {
  return action === "delete"
    ? `Header '${header}' was removed.`
    : `Header '${header}' was set (exists-action '${action}').`;
}
