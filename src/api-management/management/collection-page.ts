import type { ResourceRequest, ResourceResponse } from "../../resource-manager/index.ts";
import { filterItems } from "./list-filter.ts";
import { validationError } from "./management-error.ts";

/** Answers a list as API Management does: `{"value","count"}`; `$filter`, `$top` and `$skip` obeyed, `nextLink` when there is more. */
export function collectionPage(request: ResourceRequest, all: readonly unknown[]): ResourceResponse {
  const filter = request.query.get("$filter") ?? "";
  const items = filter === "" ? all : filterItems(all, filter);
  const skip = readCount(request.query, "$skip") ?? 0;
  const top = readCount(request.query, "$top") ?? items.length;
  const value = items.slice(skip, skip + top);
  const more = skip + top < items.length && top > 0;
  return {
    status: 200,
    body: { value, count: items.length, ...(more ? { nextLink: nextLink(request, skip + top) } : {}) },
  };
}

function readCount(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw validationError({ target: name, message: `'${text}' is not a whole number from 0.` });
}

function nextLink(request: ResourceRequest, skip: number): string {
  const query = new URLSearchParams(request.query);
  query.set("$skip", String(skip));
  return `https://management.azure.com${request.target.id}?${query}`;
}
