import { type ResourceId, resourceKey } from "../platform/index.ts";

/** A resource id taken apart. Names keep the caller's case; compare them ignoring it. */
export interface ParsedResourceId {
  /** As the caller spelled it, with single slashes and none at the end. */
  readonly id: ResourceId;
  readonly subscriptionId?: string;
  readonly resourceGroup?: string;
  /** The id that an extension resource (a role assignment, say) hangs on; empty for an ordinary resource. */
  readonly scope: string;
  /** `Microsoft.Web/sites/config`; empty for a subscription or a resource group. */
  readonly type: string;
  /** One name for each segment of the type after its namespace; shorter by one when the id is a collection's. */
  readonly names: readonly string[];
}

/**
 * Takes a Resource Manager path apart: `/subscriptions/{s}[/resourceGroups/{g}][/providers/{namespace}/{type}/{name}…]…`.
 * Repeated slashes count as one (azurerm 3.30.0 sends paths that begin with `//`). Undefined for a path of another form.
 */
export function parseResourceId(path: string): ParsedResourceId | undefined {
  const id = `/${path.split("/").filter(Boolean).join("/")}` as ResourceId;
  const lower = id.toLowerCase();
  const lastProviders = lower.lastIndexOf("/providers/");
  const scope = lastProviders === -1 ? id : id.slice(0, lastProviders);
  const base = parseScope(scope);
  if (base === undefined) return undefined;
  if (lastProviders === -1) return { id, ...base, scope: "", type: "", names: [] };

  const [namespace, ...segments] = id.slice(lastProviders + "/providers/".length).split("/");
  if (namespace === undefined || namespace === "" || segments.length === 0) return undefined;
  const types = segments.filter((_, index) => index % 2 === 0);
  const names = segments.filter((_, index) => index % 2 === 1);
  const isExtension = scope.toLowerCase().includes("/providers/");
  return { id, ...base, scope: isExtension ? scope : "", type: [namespace, ...types].join("/"), names };
}

function parseScope(scope: string): { subscriptionId?: string; resourceGroup?: string } | undefined {
  if (scope === "" || scope === "/") return {};
  const match = /^\/subscriptions\/([^/]+)(?:\/resourcegroups\/([^/]+))?(?:\/providers\/.+)?$/i.exec(scope);
  if (match === null) return undefined;
  const [, subscriptionId, resourceGroup] = match;
  return {
    ...(subscriptionId === undefined ? {} : { subscriptionId }),
    ...(resourceGroup === undefined ? {} : { resourceGroup }),
  };
}

/** The id one level up: of a child resource its parent, of a resource its group, of a group its subscription. */
export function parentId(id: string): string {
  const parts = id.split("/");
  const isTopLevel = parts.length >= 4 && parts[parts.length - 4]?.toLowerCase() === "providers";
  return parts.slice(0, isTopLevel ? -4 : -2).join("/");
}

/** True if `id` is `ancestor` or lies below it. */
export function isWithin(id: string, ancestor: string): boolean {
  const key = resourceKey(id);
  const ancestorKey = resourceKey(ancestor);
  return key === ancestorKey || key.startsWith(ancestorKey === "" ? "/" : `${ancestorKey}/`);
}
