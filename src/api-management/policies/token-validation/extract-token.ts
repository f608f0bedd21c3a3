import type { GatewayContext } from "../../pipeline/context.ts";
import type { PolicyElement } from "../../policy-document/policy-element.ts";
import type { ElementCompiler, Value } from "../element-compiler.ts";
import { TokenFailure } from "./token-failure.ts";

/** The attributes by which both policies say where the token is. */
export const tokenPlaceAttributes = {
  "header-name": { expression: true },
  "query-parameter-name": { expression: true },
  "token-value": { expression: true },
} as const;

const PLACES = Object.keys(tokenPlaceAttributes);

export interface TokenPlaceOptions {
  /** The header that is read when the element names no place at all. */
  readonly defaultHeader?: string;
  /** What the caller learns when there is no token. */
  readonly notPresent: string;
  readonly scheme: Value<string> | undefined;
}

/** Compiles where the token is found. The value throws `TokenFailure` when there is none. */
export function compileTokenPlace(
  element: PolicyElement,
  compiler: ElementCompiler,
  options: TokenPlaceOptions,
): Value<string> {
  const given = PLACES.filter((name) => element.attributes.has(name));
  if (given.length > 1 || (given.length === 0 && options.defaultHeader === undefined)) {
    compiler.fault(
      element,
      `One of 'header-name', 'query-parameter-name' and 'token-value' must be there, found ${given.length}.`,
    );
  }
  const absent = (): never => {
    throw new TokenFailure("TokenNotPresent", options.notPresent);
  };
  if (given[0] === "token-value") {
    const value = compiler.requiredText(element, "token-value");
    return (context) => value(context).trim() || absent();
  }
  if (given[0] === "query-parameter-name") {
    const name = compiler.requiredText(element, "query-parameter-name");
    return (context) => {
      const parameter = name(context);
      const values = new URLSearchParams(context.request.originalUrl.queryString).getAll(parameter);
      return only(values, `query parameter '${parameter}'`) || absent();
    };
  }
  const { defaultHeader } = options;
  const name = compiler.text(element, "header-name") ?? (() => defaultHeader ?? "");
  return (context: GatewayContext) => {
    const header = name(context);
    const values = context.request.headers.get(header);
    const value = values === undefined ? "" : only(values, `header '${header}'`);
    return value === "" ? absent() : tokenOfHeader(header, value, options.scheme?.(context)) || absent();
  };
}

/** All of them go to the backend, and it may go by another than the one that was validated here. */
function only(values: readonly string[], place: string): string {
  if (values.length > 1)
    throw new TokenFailure("JwtInvalid", `Found ${values.length} tokens in the ${place}, expected one.`);
  return values[0]?.trim() ?? "";
}

/** `require-scheme` counts for `Authorization` only ("validate-jwt policy": usage notes). */
function tokenOfHeader(header: string, value: string, scheme: string | undefined): string {
  if (header.toLowerCase() !== "authorization") return value;
  if (/^bearer$/i.test(value)) return "";
  const space = value.indexOf(" ");
  const found = space === -1 ? "" : value.slice(0, space);
  if (scheme !== undefined && scheme !== "" && found.toLowerCase() !== scheme.toLowerCase()) {
    throw new TokenFailure(
      "TokenNotPresent",
      `JWT not present: expected the scheme '${scheme}' in the Authorization header, found '${found}'.`,
    );
  }
  return value.slice(space + 1).trim();
}
