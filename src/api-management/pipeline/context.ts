import type { HostIdentity } from "../../managed-identity/index.ts";
import type { Clock, OpenIdConfigurations, Outbound } from "../../platform/index.ts";
import type {
  ApiView,
  DeploymentView,
  LastErrorView,
  OperationView,
  PolicyContext,
  ProductView,
  RequestMessage,
  ResponseMessage,
  SubscriptionView,
  UrlView,
  UserView,
} from "../expressions/index.ts";
import type { Caller } from "./caller.ts";
import type { HeaderList } from "./header-list.ts";
import type { MessageBody } from "./message-body.ts";
import type { TraceCollector } from "./trace-collector.ts";

export type Section = "inbound" | "backend" | "outbound" | "on-error";

/** What policies need of the world around the gateway. */
export interface GatewayServices {
  readonly clock: Clock;
  readonly outbound: Outbound;
  readonly openIdConfigurations: OpenIdConfigurations;
  /**
   * A token of one of the service's managed identities, at once when it is cached. Throws what Entra or the identity endpoint
   * refuses with.
   */
  identityToken(request: {
    readonly service: HostIdentity;
    /** Of a user-assigned identity; the system-assigned one is meant without it. */
    readonly clientId: string | undefined;
    readonly resource: string;
  }): string | Promise<string>;
  /** Sends the context's request to its backend and gives what comes back. Throws `GatewayError`. */
  forward(context: GatewayContext, options: ForwardOptions): Promise<GatewayResponse>;
}

export interface ForwardOptions {
  /** Until the response's headers are there. */
  readonly timeoutMs: number;
}

/** A backend of the service, as `set-backend-service backend-id` chooses it. */
export interface BackendEntity {
  readonly base: UrlView;
  readonly credentials: BackendCredentials | null;
}

/** What requests to a backend carry besides what the caller and the policies gave them; it wins over both. */
export interface BackendCredentials {
  /** By name in lower case: the lines to send, CR LF at the end of each. */
  readonly headers: ReadonlyMap<string, string>;
  readonly query: readonly (readonly [name: string, value: string])[];
  /** False: a named value in a header has become one that no header can hold. */
  readonly isSendable: boolean;
}

/** Where the request goes: the backend's base, and the path and query below it. */
export interface BackendTarget {
  base: UrlView | null;
  /** The `Host` that a policy chose; undefined: that of `base`. */
  host: string | undefined;
  /** Of the backend entity that a policy chose: sent to it and to no other. Null without one. */
  credentials: BackendCredentials | null;
  /** Starts with `/`; the API's suffix is not part of it. */
  path: string;
  /** Empty, or starts with `?`. */
  queryString: string;
}

export interface GatewayRequest extends RequestMessage {
  method: string;
  readonly headers: HeaderList;
  body: MessageBody | null;
}

export interface GatewayResponse extends ResponseMessage {
  statusCode: number;
  statusReason: string;
  readonly headers: HeaderList;
  body: MessageBody | null;
}

/** One request on its way through the pipeline. Policies change it in place. */
export interface GatewayContext extends PolicyContext {
  /** The API Management service, with its identities. */
  readonly service: HostIdentity;
  readonly services: GatewayServices;
  readonly caller: Caller;
  readonly request: GatewayRequest;
  /** Value of the header by which what is sent back into this cloud in the request's course is known; undefined: not recorded. */
  readonly parentValue: string | undefined;
  /** Another response drops the one before, and what is still to come of its body. */
  response: GatewayResponse | null;
  readonly backend: BackendTarget;
  lastError: LastErrorView | null;
  /** Null unless the request is traced: policies look here before they put a word together. */
  readonly collector: TraceCollector | null;
  readonly section: Section;
  /** The service's backend of this name, whatever its case. */
  findBackend(id: string): BackendEntity | undefined;
  readonly api: ApiView | null;
  readonly operation: OperationView | null;
  readonly product: ProductView | null;
  readonly subscription: SubscriptionView | null;
  readonly user: UserView | null;
  readonly deployment: DeploymentView;
  readonly variables: Map<string, unknown>;
}
