import type { ResourceRequest, ResourceResponse } from "../../resource-manager/index.ts";
import { notSupported, validationError } from "./management-error.ts";

/**
 * Answers a list as API Management does: `{"value","count"}`, `$top` and `$skip` obeyed, `nextLink` when there is more.
 * `$filter` is refused by name: a list that ignored it would be a wrong answer.
 */
export function collectionPage(request: ResourceRequest, items: readonly unknown[]): ResourceResponse {
  const filter = request.query.get("$filter");
  if (filter !== null && filter !== "") {
    throw notSupported("$filter on lists of API Management", "Ask for the whole list and pick from it.");
  }
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
