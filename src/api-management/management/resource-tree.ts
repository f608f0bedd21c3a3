import {
  type ParsedResourceId,
  parseResourceId,
  type Resource,
  type ResourceStore,
} from "../../resource-manager/index.ts";
import { childNotFound, notSupported } from "./management-error.ts";
import { APIS, GROUPS, OPERATIONS, PRODUCTS, SERVICE, USERS } from "./model.ts";

/** What API Management's errors call the resources that others lie in. */
const parentNouns: Readonly<Record<string, string>> = {
  [SERVICE.toLowerCase()]: "Service",
  [APIS.toLowerCase()]: "API",
  [OPERATIONS.toLowerCase()]: "Operation",
  [PRODUCTS.toLowerCase()]: "Product",
  [GROUPS.toLowerCase()]: "Group",
  [USERS.toLowerCase()]: "User",
};

const revisionSuffix = /(\/apis\/[^/;]+);rev=([^/;]*)/gi;

/**
 * The id under which a resource is stored: `apis/echo;rev=1` is `apis/echo`, because 1 is the current revision and the only
 * one ("Revisions in Azure API Management"). Throws `notSupported` for any other revision.
 */
export function canonicalId(id: string): string {
  return id.replace(revisionSuffix, (_whole: string, api: string, revision: string) => {
    if (revision !== "1") {
      throw notSupported(`API revision '${revision}'`, "Use revision 1, which is current, or an API of another name.");
    }
    return api;
  });
}

/** The stored id of a resource as this caller spelled it: with `;rev=1` if the caller wrote that. */
export function idAsAsked(storedId: string, askedId: string): string {
  const asked = new Set([...askedId.matchAll(revisionSuffix)].map(([, api = ""]) => api.toLowerCase()));
  return storedId.replace(/\/apis\/[^/;]+/gi, (api) => (asked.has(api.toLowerCase()) ? `${api};rev=1` : api));
}

/** The last name of a resource id. */
export function lastName(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

/** The resource that the id's own resource, or collection, lies in. Throws the 404 of the outermost that is missing. */
export function requireParent(target: ParsedResourceId, resources: ResourceStore): Resource {
  const id = canonicalId(target.id);
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
