import type { SendRequest } from "../../../../control/contract/send.ts";
import type { Operation, Parameter } from "../../azure/api-management.ts";

export interface Field {
  readonly name: string;
  readonly value: string;
}

/** What a person has filled in. */
export interface TestForm {
  readonly method: string;
  readonly template: readonly Field[];
  readonly query: readonly Field[];
  readonly headers: readonly Field[];
  readonly body: string;
}

/** The form of an operation as it is defined. Parameters have their defaults. */
export function initialForm({ properties }: Operation): TestForm {
  return {
    method: properties.method === "*" ? "GET" : properties.method,
    template: fieldsOf(properties.templateParameters),
    query: fieldsOf(properties.request?.queryParameters),
    headers: fieldsOf(properties.request?.headers),
    body: "",
  };
}

function fieldsOf(parameters: readonly Parameter[] = []): readonly Field[] {
  return parameters.map(({ name, defaultValue = "" }) => ({ name, value: defaultValue }));
}

/** Address of an operation with the form's values: `https://{gateway}/{api path};rev=n/{template}?query`. */
export function addressOf(gatewayUrl: string, apiPath: string, urlTemplate: string, form: TestForm): string {
  const path = urlTemplate.replace(/\{(\*?)([^{}]+)\}/g, (whole, wildcard: string, name: string) => {
    const value = form.template.find((field) => field.name === name)?.value;
    if (value === undefined) return whole;
    return wildcard === "" ? encodeURIComponent(value) : value.split("/").map(encodeURIComponent).join("/");
  });
  const query = new URLSearchParams(form.query.filter(({ name, value }) => name !== "" && value !== "").map(pair));
  const [before = "", given = ""] = path.split("?");
  const all = [given, query.toString()].filter((part) => part !== "").join("&");
  const below = [apiPath, before.replace(/^\//, "")].filter((part) => part !== "").join("/");
  return `${gatewayUrl}/${below}${all === "" ? "" : `?${all}`}`;
}

/** The request that the form stands for, with the headers that come from elsewhere in front. */
export function composeRequest(url: string, form: TestForm, added: SendRequest["headers"]): SendRequest {
  const given = form.headers.filter(({ name }) => name !== "").map(pair);
  const names = new Set(given.map(([name]) => name.toLowerCase()));
  return {
    method: form.method,
    url,
    // What a person typed goes before what was filled in for them.
    headers: [...added.filter(([name]) => !names.has(name.toLowerCase())), ...given],
    ...(form.body === "" ? {} : { body: form.body }),
  };
}

function pair({ name, value }: Field): [string, string] {
  return [name, value];
}
