import {
  type ParsedResourceId,
  parseResourceId,
  type Resource,
  type ResourceStore,
} from "../../resource-manager/index.ts";
import { childNotFound } from "./management-error.ts";
import { APIS, apiPropertiesSchema, GROUPS, OPERATIONS, PRODUCTS, SERVICE, USERS } from "./model.ts";

/** What API Management's errors call the resources that others lie in. */
const parentNouns: Readonly<Record<string, string>> = {
  [SERVICE.toLowerCase()]: "Service",
  [APIS.toLowerCase()]: "API",
  [OPERATIONS.toLowerCase()]: "Operation",
  [PRODUCTS.toLowerCase()]: "Product",
  [GROUPS.toLowerCase()]: "Group",
  [USERS.toLowerCase()]: "User",
};

/** An API with its revision, in a resource id: in a product, with releases below it, or neither. */
const revisionedApi = /(\/products\/[^/]+)?(\/apis\/[^/;]+);rev=([^/;]*)(?=(\/releases(?:\/|$))?)/gi;

/**
 * The id under which a resource is stored: `apis/echo;rev=2` is `apis/echo` while 2 is the current revision, and for good where it
 * stands for the API in all its revisions, which is in products and above releases ("Revisions in Azure API Management").
 */
export function canonicalId(id: string, resources: ResourceStore): string {
  return id.replace(revisionedApi, (whole, product = "", api, revision, releases, at: number) => {
    if (product !== "" || releases !== undefined) return product + api;
    const current = resources.get(id.slice(0, at) + api)?.properties;
    return current === undefined || apiPropertiesSchema.parse(current).apiRevision === revision ? api : whole;
  });
}

/** The stored id of a resource as this caller spelled it: with the revision if the caller wrote that. */
export function idAsAsked(storedId: string, askedId: string): string {
  const asked = new Map([...askedId.matchAll(revisionedApi)].map(([, , api = "", rev]) => [api.toLowerCase(), rev]));
  return storedId.replace(/\/apis\/[^/;]+(?!;)(?=\/|$)/gi, (api) => {
    const revision = asked.get(api.toLowerCase());
    return revision === undefined ? api : `${api};rev=${revision}`;
  });
}

/** The last name of a resource id. */
export function lastName(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

/** The resource that the id's own resource, or collection, lies in. Throws the 404 of the outermost that is missing. */
export function requireParent(target: ParsedResourceId, resources: ResourceStore): Resource {
  const id = canonicalId(target.id, resources);
  const start = id.toLowerCase().lastIndexOf("/providers/") + "/providers/".length;
  const segments = id.slice(start).split("/");
  const parentLength = segments.length % 2 === 1 ? segments.length - 2 : segments.length - 1;
  let parent: Resource | undefined;
  for (let length = 3; length <= parentLength; length += 2) {
    const ancestor = id.slice(0, start) + segments.slice(0, length).join("/");
    parent = resources.get(ancestor);
    if (parent === undefined) {
      throw childNotFound(parentNouns[parseResourceId(ancestor)?.type.toLowerCase() ?? ""] ?? "Entity");
    }
  }
  if (parent === undefined) throw new TypeError(`${id} is not inside an API Management service.`);
  return parent;
}

/** Resource id of the service that `id` lies in, spelled as in `id`. */
export function serviceIdOf(id: string): string {
  const match = /^(.*\/providers\/microsoft\.apimanagement\/service\/[^/]+)(?:\/|$)/i.exec(id);
  if (match?.[1] === undefined) throw new TypeError(`${id} is not inside an API Management service.`);
  return match[1];
}
