import type { GatewayContext } from "../pipeline/context.ts";
import type { HeaderList } from "../pipeline/header-list.ts";
import type { PolicyElement } from "../policy-document/policy-element.ts";
import { type ChildDefinition, everySection, type PolicyDefinition } from "./definition.ts";
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
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

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
  source: "set-header policy",
  compile(element, compiler) {
    const apply = compileSetHeader(element, compiler);
    return (context) => {
      apply(context, worksOnResponse(context) ? responseOf(context).headers : context.request.headers);
      return undefined;
    };
  },
};

/** What the element does to a list of headers. */
export function compileSetHeader(
  element: PolicyElement,
  compiler: ElementCompiler,
): (context: GatewayContext, headers: HeaderList) => void {
  const nameText = element.attributes.get("name");
  if (nameText?.kind === "literal" && !NAME.test(nameText.value))
    compiler.fault(element, `'${nameText.value}' is not the name of a header.`);
  if (nameText?.kind === "literal" && PROTECTED.has(nameText.value.toLowerCase())) {
    compiler.fault(element, `The header '${nameText.value}' can't be set or removed: the gateway manages it.`);
  }
  const name = compiler.requiredText(element, "name");
  const action = compiler.text(element, "exists-action") ?? (() => "override");
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
    if (PROTECTED.has(header.toLowerCase()) || !NAME.test(header)) return;
    const what = action(context);
    if (what === "delete") headers.delete(header);
    else if (what === "skip" && headers.has(header)) return;
    else {
      const given = values.map((value) => singleLine(value(context)));
      const kept = what === "append" ? (headers.get(header) ?? []) : [];
      headers.set(header, join(header, [...kept, ...given]));
    }
    context.collector?.add(context.section, "set-header", { message: traceMessage(header, what) });
  };
}

/** A line break would begin another header; it goes. */
function singleLine(value: string): string {
  return /[\r\n\0]/.test(value) ? value.replace(/[\r\n\0]+/g, " ") : value;
}

function join(header: string, values: readonly string[]): readonly string[] {
  if (values.length < 2 || SEPARATE.has(header.toLowerCase())) return values;
  return [values.join(",")];
}

/** Names the header and never its value: `Authorization` is set this way. */
function traceMessage(header: string, action: string): string {
  return action === "delete"
    ? `Header '${header}' was removed.`
    : `Header '${header}' was set (exists-action '${action}').`;
}
