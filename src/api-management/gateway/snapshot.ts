import type { HostIdentity } from "../../managed-identity/index.ts";
import type { ResourceId } from "../../platform/index.ts";
import type { ApiView, OperationView, ProductView, SubscriptionView, UrlView, UserView } from "../expressions/index.ts";
import type { BackendEntity } from "../pipeline/context.ts";
import type { EffectivePolicy } from "./effective-policy.ts";
import type { UrlTemplate } from "./url-template.ts";

/** One API Management service as the gateway runs it: compiled from its resources, only read by requests, replaced whole. */
export interface Snapshot {
  /** The service's resource: its id, and its managed identities. */
  readonly service: HostIdentity;
  readonly serviceName: string;
  readonly region: string;
  /** APIs by URL suffix in lower case, without slashes at its ends; a version in the path is part of it. */
  readonly apis: ReadonlyMap<string, RoutedSuffix>;
  /** Active subscriptions by key. */
  readonly keys: ReadonlyMap<string, KeyHolder>;
  /** Backend entities by name in lower case. */
  readonly backends: ReadonlyMap<string, BackendEntity>;
  /** For requests that match no API. */
  readonly globalPolicy: EffectivePolicy;
}

/** The APIs of one suffix: more than one when they are versions that a query parameter or a header tells apart. */
export interface RoutedSuffix {
  /** For requests that name no version. */
  readonly original: RoutedApi | undefined;
  readonly versions: readonly VersionedApi[];
}

export interface VersionedApi {
  readonly place: "query" | "header";
  /** Of the query parameter or the header. */
  readonly name: string;
  readonly version: string;
  readonly api: RoutedApi;
}

export interface RoutedApi {
  readonly id: ResourceId;
  readonly view: ApiView;
  readonly schemes: ReadonlySet<string>;
  readonly backend: UrlView | null;
  readonly subscriptionRequired: boolean;
  /** Scopes of subscriptions that open it whatever its products: the built-in all-access one, all APIs, this API. */
  readonly openingScopes: ReadonlySet<string>;
  readonly operations: readonly RoutedOperation[];
  /** Products that contain it, by resource id in lower case. */
  readonly products: ReadonlyMap<string, ProductView>;
  /** The product by which it can be called without a key: "open" ones don't require a subscription. */
  readonly openProduct: { readonly id: string; readonly view: ProductView } | undefined;
  /** For a request that matches the API and none of its operations. */
  policy(productId: string | undefined): EffectivePolicy;
}

export interface RoutedOperation {
  readonly view: OperationView;
  /** Upper case, or `*`. */
  readonly method: string;
  readonly template: UrlTemplate;
  policy(productId: string | undefined): EffectivePolicy;
}

/** A subscription as its key shows it. */
export interface KeyHolder {
  readonly view: SubscriptionView;
  /** Whose subscription it is; null without an owner. */
  readonly user: UserView | null;
  /** Resource id in lower case: of the service (all of it), of all APIs, of one API or of one product. */
  readonly scope: string;
}
