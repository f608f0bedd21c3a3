import { ArmError, badRequest, resourceGroupNotFound, resourceNotFound } from "./arm-error.ts";
import { checkApiVersion, checkOwnApiVersion } from "./check-api-version.ts";
import { checkLocation } from "./check-location.ts";
import { checkMembers } from "./check-members.ts";
import { isInPlace } from "./is-in-place.ts";
import type { Operations } from "./operations/operations.ts";
import { requireRole } from "./require-role.ts";
import { RESOURCE_GROUPS } from "./resource-groups.ts";
import { type ParsedResourceId, parseResourceId } from "./resource-id.ts";
import { answerResourceList, type ListContext } from "./resource-list.ts";
import type { ResourceStore } from "./resource-store.ts";
import type { Caller, ResourceRequest, ResourceResponse, ResourceType } from "./resource-type.ts";
import { answerSubscriptionPath, checkMethod, type SubscriptionContext } from "./subscriptions.ts";
import { namespaceOf, type TypeRegistry } from "./type-registry.ts";

/** What requests are answered from. */
export interface DispatchContext extends SubscriptionContext, ListContext {
  readonly operations: Operations;
  /** `Store.transaction`: a call that is cut off, or refused half-way, has written nothing. */
  readonly transaction: <R>(work: () => R) => R;
}

/** What a request asks of a type: the handler, the permission that it takes, and what it is about. */
interface Route {
  readonly type: ResourceType;
  readonly operation: string;
  /** The method in lower case, or the name of the action. */
  readonly verb: string;
  readonly target: ParsedResourceId;
  readonly handler: (request: ResourceRequest) => ResourceResponse | Promise<ResourceResponse>;
}

/** Answers an authenticated request. Throws `ArmError`. Checks in Azure's order: api-version, path, type, role, parents. */
export async function dispatch(request: Request, caller: Caller, context: DispatchContext): Promise<ResourceResponse> {
  const url = new URL(request.url);
  const path = `/${decodePath(url.pathname).split("/").filter(Boolean).join("/")}`;
  const { registry, subscription, resources, access, operations } = context;

  const named = /^\/subscriptions\/([^/]+)/i.exec(path)?.[1];
  if (named !== undefined && named.toLowerCase() !== subscription.subscriptionId.toLowerCase()) {
    throw new ArmError(404, "SubscriptionNotFound", `The subscription '${named}' could not be found.`);
  }
  const apiVersion = url.searchParams.get("api-version") ?? "";
  if (apiVersion === "") {
    throw badRequest(
      "The api-version query parameter (?api-version=) is required for all requests.",
      "MissingApiVersionParameter",
    );
  }
  const status = operations.status(request.method, path, caller);
  if (status !== undefined) return status;
  const above = answerSubscriptionPath(request.method, path, apiVersion, caller, context);
  if (above !== undefined) return above;
  const listed = /^(\/subscriptions\/[^/]+(?:\/resourcegroups\/[^/]+)?)\/resources$/i.exec(path)?.[1];
  if (listed !== undefined) {
    checkOwnApiVersion(apiVersion);
    checkMethod(request.method, "GET");
    requireRole(access, caller, "Microsoft.Resources/subscriptions/resources/read", listed);
    return answerResourceList(listed, url, context);
  }

  const route = findRoute(request.method, path, apiVersion, registry);
  checkApiVersion(route.type, apiVersion);
  if (route.type.scope !== "tenant") requireRole(access, caller, route.operation, route.target.id);
  const text = await request.text();
  // Nothing is awaited from here to the handler, so that what was found is still there when the handler writes.
  checkParents(route, resources);
  const body = parseJson(text);
  if (request.method === "PUT" || request.method === "PATCH") checkMembers(route.type, body, text);
  if (request.method === "PUT") checkLocation(route.type, route.target, body, resources.get(route.target.id));

  const resourceRequest: ResourceRequest = {
    target: route.target,
    name: route.target.names.at(-1) ?? route.target.resourceGroup ?? "",
    apiVersion,
    caller,
    query: url.searchParams,
    headers: request.headers,
    body,
  };
  const isRead = route.verb === "get" || route.verb === "head" || route.verb === "list";
  const answer = await (isRead
    ? route.handler(resourceRequest)
    : context.transaction(() => route.handler(resourceRequest)));
  const long = route.type.longRunning?.[route.verb];
  if (long !== undefined) return operations.begin(long, resourceRequest, answer);
  return route.verb === "get" ? operations.shown(resourceRequest, answer) : answer;
}

function findRoute(method: string, path: string, apiVersion: string, registry: TypeRegistry): Route {
  const groupPath = /^\/subscriptions\/[^/]+\/resourcegroups(?:\/[^/]+)?$/i.test(path);
  const target = parseResourceId(
    groupPath && path.split("/").length === 4 ? path.slice(0, path.lastIndexOf("/")) : path,
  );
  if (target === undefined) throw badPath(path);
  if (groupPath) {
    const groups = registry.find(RESOURCE_GROUPS);
    if (groups === undefined) throw registry.unknownType(RESOURCE_GROUPS, apiVersion);
    return chooseHandler(
      method,
      groups,
      target,
      target.resourceGroup !== undefined,
      "Microsoft.Resources/subscriptions/resourceGroups",
    );
  }
  if (target.type === "") throw badPath(path);

  const namespace = namespaceOf(target.type);
  if (registry.typesOf(namespace).length === 0) throw registry.unknownNamespace(namespace);
  const types = target.type.split("/").slice(1);
  const isItem = types.length === target.names.length;
  if (method === "POST" && !isItem) {
    const action = findAction(target, registry);
    if (action !== undefined) return action;
  }
  const type = registry.find(target.type);
  if (type === undefined || !isInPlace(type, target)) throw registry.unknownType(target.type, apiVersion);
  return chooseHandler(method, type, target, isItem, type.type);
}

/** POST on `{resource}/{action}`, on `{collection}/{action}`, or on `…/providers/{namespace}/{action}`. */
function findAction(target: ParsedResourceId, registry: TypeRegistry): Route | undefined {
  const segments = target.type.split("/");
  const action = segments.at(-1)?.toLowerCase() ?? "";
  const ownType = segments.slice(0, -1).join("/");
  const owner = registry.find(ownType);
  const onItem = owner?.actions?.[action];
  const itemTarget = parseResourceId(target.id.slice(0, target.id.lastIndexOf("/")));
  if (owner !== undefined && onItem !== undefined && itemTarget !== undefined && isInPlace(owner, itemTarget)) {
    return {
      type: owner,
      operation: `${owner.type}/${action}/action`,
      verb: action,
      target: itemTarget,
      handler: onItem,
    };
  }
  if (segments.length === 2) {
    const collection = registry.findCollectionAction(segments[0] ?? "", action);
    const handler = collection?.collectionActions?.[action];
    if (collection !== undefined && handler !== undefined && isInPlace(collection, target)) {
      return { type: collection, operation: `${segments[0]}/${action}/action`, verb: action, target, handler };
    }
  }
  return undefined;
}

function chooseHandler(
  method: string,
  type: ResourceType,
  target: ParsedResourceId,
  isItem: boolean,
  operationType: string,
): Route {
  const verbs = isItem
    ? { GET: type.get, HEAD: type.head ?? existenceOf(type), PUT: type.put, PATCH: type.patch, DELETE: type.delete }
    : { GET: type.list };
  const handler = Object.entries(verbs).find(([verb]) => verb === method)?.[1];
  if (handler === undefined) {
    throw new ArmError(
      405,
      "HttpMethodNotSupported",
      `The http method '${method}' is not supported for resource type '${type.type}'.`,
    );
  }
  const right = method === "GET" || method === "HEAD" ? "read" : method === "DELETE" ? "delete" : "write";
  return {
    type,
    operation: `${operationType}/${right}`,
    verb: isItem ? method.toLowerCase() : "list",
    target,
    handler,
  };
}

/** HEAD on a top-level resource in a group (Resource Manager REST: "Resources - Check Existence By Id"): 204 or 404, no body. */
function existenceOf(type: ResourceType): Route["handler"] | undefined {
  const { get } = type;
  if (get === undefined || type.type.split("/").length !== 2 || (type.scope ?? "resourceGroup") !== "resourceGroup") {
    return undefined;
  }
  return async (request) => {
    const { status } = await get(request);
    return { status: status === 200 ? 204 : status };
  };
}

/** The group, and the resource that a child lies in, must be there. */
function checkParents(route: Route, resources: ResourceStore): void {
  const { target, type } = route;
  if (type.scope === "ownPath") return;
  const { subscriptionId, resourceGroup } = target;
  if (
    resourceGroup !== undefined &&
    resources.get(`/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`) === undefined
  ) {
    throw resourceGroupNotFound(resourceGroup);
  }
  if (target.scope !== "" && resources.get(target.scope) === undefined) throw missing(parseResourceId(target.scope));
  if (type.scope === "extension" || type.scope === "subscription") return;
  const root = rootResource(target);
  if (root !== undefined && resources.get(root.id) === undefined) throw missing(root);
}

/** The top-level resource that a child's id begins with; undefined for a top-level resource itself. */
function rootResource(target: ParsedResourceId): ParsedResourceId | undefined {
  if (target.type.split("/").length < 3) return undefined;
  const at = target.id.toLowerCase().lastIndexOf("/providers/") + "/providers/".length;
  return parseResourceId(target.id.slice(0, at) + target.id.slice(at).split("/").slice(0, 3).join("/"));
}

function missing(target: ParsedResourceId | undefined): ArmError {
  return resourceNotFound(target?.type ?? "", target?.names.join("/") ?? "", target?.resourceGroup);
}

function badPath(path: string): ArmError {
  return new ArmError(
    404,
    "InvalidResourceId",
    `'${path}' is not the path of a resource: expected /subscriptions/{id}[/resourceGroups/{name}][/providers/{namespace}/{type}/{name}].`,
  );
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw badRequest(`The path '${path}' has an escape that is not UTF-8.`, "InvalidRequestUri");
  }
}

function parseJson(text: string): unknown {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw badRequest(
      `The request content was invalid and could not be deserialized: '${reason}'.`,
      "InvalidRequestContent",
    );
  }
}
