/**
 * What the gateway gives an expression to read: the request, the response and the state of the policy pipeline.
 * Shapes follow the `context` variable of "API Management policy expressions"; names are camelCase, absent things null.
 */

/** A parsed URL. `queryString` is empty or starts with `?`; `path` starts with `/`. */
export interface UrlView {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly queryString: string;
}

/** Headers of a message. Names are case-insensitive. */
export interface HeaderView {
  get(name: string): readonly string[] | undefined;
  names(): Iterable<string>;
}

/** A buffered body. `read(false)` consumes it; the gateway throws when it was consumed before. */
export interface MessageBodyView {
  read(preserveContent: boolean): Uint8Array;
}

/** `context.Request`. */
export interface RequestMessage {
  readonly method: string;
  readonly url: UrlView;
  readonly originalUrl: UrlView;
  readonly ipAddress: string;
  readonly headers: HeaderView;
  readonly matchedParameters: ReadonlyMap<string, string>;
  readonly body: MessageBodyView | null;
}

/** `context.Response`, and what `send-request` stores in a variable. */
export interface ResponseMessage {
  readonly statusCode: number;
  readonly statusReason: string;
  readonly headers: HeaderView;
  readonly body: MessageBodyView | null;
}

/** `context.Api`. `serviceUrl` is null when the API has no backend URL of its own. */
export interface ApiView {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly revision: string;
  readonly version: string;
  readonly isCurrentRevision: boolean;
  readonly protocols: readonly string[];
  readonly serviceUrl: UrlView | null;
  readonly subscriptionKeyParameterNames: { readonly header: string; readonly query: string };
}

/** `context.Operation`. */
export interface OperationView {
  readonly id: string;
  readonly name: string;
  readonly method: string;
  readonly urlTemplate: string;
}

/** A group of users, as `context.User.Groups` and `context.Product.Groups` list them. */
export interface GroupView {
  readonly id: string;
  readonly name: string;
}

/** `context.Product`. */
export interface ProductView {
  readonly id: string;
  readonly name: string;
  readonly approvalRequired: boolean;
  readonly subscriptionRequired: boolean;
  readonly subscriptionsLimit: number | null;
  readonly state: "NotPublished" | "Published";
  readonly groups: readonly GroupView[];
}

/** `context.Subscription`. Dates are milliseconds since the epoch. */
export interface SubscriptionView {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly primaryKey: string;
  readonly secondaryKey: string;
  readonly createdDate: number;
  readonly startDate: number | null;
  readonly endDate: number | null;
}

/** `context.User`. `registrationDate` is milliseconds since the epoch. */
export interface UserView {
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly note: string | null;
  readonly registrationDate: number;
  readonly groups: readonly GroupView[];
  readonly identities: readonly { readonly id: string; readonly provider: string }[];
}

/** `context.LastError`: set while the `on-error` section runs. */
export interface LastErrorView {
  readonly source: string;
  readonly reason: string;
  readonly message: string;
  readonly scope: string;
  readonly section: string;
  readonly path: string;
  readonly policyId: string;
}

/** `context.Deployment`. */
export interface DeploymentView {
  readonly serviceName: string;
  readonly serviceId: string;
  readonly region: string;
  readonly gatewayId: string;
}

/** Everything that `context` reaches. `timestamp` is milliseconds since the epoch, `elapsedMs` counts from it. */
export interface PolicyContext {
  readonly requestId: string;
  readonly timestamp: number;
  elapsedMs(): number;
  readonly tracing: boolean;
  trace(message: string): void;
  readonly api: ApiView | null;
  readonly operation: OperationView | null;
  readonly product: ProductView | null;
  readonly subscription: SubscriptionView | null;
  readonly user: UserView | null;
  readonly deployment: DeploymentView;
  readonly request: RequestMessage;
  readonly response: ResponseMessage | null;
  readonly lastError: LastErrorView | null;
  readonly variables: Map<string, unknown>;
}
