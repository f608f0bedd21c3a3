import type { ObjectId, ResourceId } from "../platform/index.ts";
import type { LongRunning } from "./operations/long-running.ts";
import type { ParsedResourceId } from "./resource-id.ts";

/** A stored resource. `properties` belong to its type's room. */
export interface Resource {
  readonly id: ResourceId;
  readonly name: string;
  readonly type: string;
  readonly location?: string;
  readonly kind?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly sku?: unknown;
  readonly identity?: ResourceIdentity;
  readonly properties: unknown;
}

/** The `identity` block of a resource that can have managed identities. */
export interface ResourceIdentity {
  /** As Azure writes it: `SystemAssigned`, `UserAssigned`, `SystemAssigned, UserAssigned` or `None`. */
  readonly type: string;
  readonly principalId?: ObjectId;
  readonly tenantId?: string;
  readonly userAssignedIdentities?: Readonly<
    Record<string, { readonly principalId: string; readonly clientId: string }>
  >;
}

/** Who calls: what the token said, already verified. */
export interface Caller {
  readonly objectId: ObjectId;
  readonly clientId: string;
  readonly tenantId: string;
}

/** One call on a resource of a registered type. */
export interface ResourceRequest {
  readonly target: ParsedResourceId;
  /** The last name of the id; for a list, empty. */
  readonly name: string;
  readonly apiVersion: string;
  readonly caller: Caller;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  /** Parsed JSON; undefined when there was no body. Each handler parses it with its own schema. */
  readonly body: unknown;
}

export interface ResourceResponse {
  readonly status: number;
  /** Sent as JSON, but a text with a `content-type` of its own as it is; none for 204 and for an undefined body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

type Handler = (request: ResourceRequest) => ResourceResponse | Promise<ResourceResponse>;

/**
 * A resource type and what it answers. Resource Manager has already checked the token, the role, the api-version, the
 * subscription, the resource group and the parent resource before it calls. An absent verb is refused with Azure's error.
 */
export interface ResourceType {
  /** `Microsoft.Web/sites/config`. Compared ignoring case. */
  readonly type: string;
  /** Oldest and newest api-version taken, inclusive: `["2021-02-01", "2025-05-01"]`. */
  readonly apiVersions: readonly [oldest: string, newest: string];
  /**
   * Where ids of this type stand; `resourceGroup` unless said. `tenant`: above all subscriptions, for what everybody may read.
   * `extension`: on any other resource or scope. `ownPath`: nowhere under `/providers/`. Resource Manager refuses a path in another place, so a handler may go by group and name.
   */
  readonly scope?: "resourceGroup" | "subscription" | "tenant" | "extension" | "ownPath";
  readonly get?: Handler;
  readonly head?: Handler;
  readonly put?: Handler;
  readonly patch?: Handler;
  readonly delete?: Handler;
  /** GET on the collection: the id without its last name. */
  readonly list?: Handler;
  /** POST `{id}/{action}`, by the action's name in lower case: `listkeys`. */
  readonly actions?: Readonly<Record<string, Handler>>;
  /** POST `{collection id}/{action}` or `…/providers/{type}`, by name in lower case: `checknameavailability`. */
  readonly collectionActions?: Readonly<Record<string, Handler>>;
  /** What takes Azure a while: `put`, `patch`, `delete`, or an action by its name. */
  readonly longRunning?: Readonly<Record<string, LongRunning>>;
}
