import type { UrlView } from "../../policy-context.ts";
import type { NetType } from "../../types/net-type.ts";
import { typeNamed } from "../../types/registry.ts";
import type { TypeTable } from "../../types/type-definition.ts";
import { NetObject } from "../../values/net-object.ts";
import { NetUri } from "../uri.ts";
import { mapSource, TextDictionary } from "./text-dictionary.ts";

/** An IUrl of the context. */
export class UrlValue extends NetObject {
  readonly view: UrlView;

  constructor(view: UrlView) {
    super();
    this.view = view;
  }

  override get netType(): NetType {
    return typeNamed("IUrl");
  }

  override toString(): string {
    const { scheme, host, port, path, queryString } = this.view;
    const usual = (scheme === "https" && port === 443) || (scheme === "http" && port === 80);
    return `${scheme}://${host}${usual ? "" : `:${port}`}${path}${queryString}`;
  }
}

function decode(text: string): string {
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

/** The parameters of a query string, decoded; a name may occur several times. */
export function parseQuery(queryString: string): ReadonlyMap<string, readonly string[]> {
  const parameters = new Map<string, string[]>();
  for (const part of queryString.replace(/^\?/, "").split("&")) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    const name = decode(equals < 0 ? part : part.slice(0, equals));
    const value = equals < 0 ? "" : decode(part.slice(equals + 1));
    const values = parameters.get(name);
    if (values === undefined) parameters.set(name, [value]);
    else values.push(value);
  }
  return parameters;
}

/** IUrl. */
export const urlType: TypeTable = {
  name: "IUrl",
  kind: "interface",
  members: {
    "string Scheme": (url: UrlValue) => url.view.scheme,
    "string Host": (url: UrlValue) => url.view.host,
    "int Port": (url: UrlValue) => url.view.port,
    "string Path": (url: UrlValue) => url.view.path,
    "string QueryString": (url: UrlValue) => url.view.queryString,
    "IReadOnlyDictionary<string, string[]> Query": (url: UrlValue) =>
      new TextDictionary(mapSource(parseQuery(url.view.queryString)), "many"),
    "Uri ToUri()": (url: UrlValue) => NetUri.parse(url.toString(), "absolute"),
    "string ToString()": (url: UrlValue) => url.toString(),
  },
};
