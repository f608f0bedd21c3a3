/**
 * What the `properties` of the stored API Management resources hold. The gateway reads these; the types on Resource Manager
 * write them. Stored under their canonical ids: the current revision of an API under its plain name (`{service}/apis/{api}/operations/{operation}`),
 * the others under theirs (`{service}/apis/{api};rev=2/operations/{operation}`):
 *
 * | resource type (`Microsoft.ApiManagement/…`)                                  | name               | properties               |
 * |------------------------------------------------------------------------------|--------------------|--------------------------|
 * | `service`                                                                    | the service's      | `ServiceProperties`      |
 * | `service/apis`                                                               | API id             | `ApiProperties`          |
 * | `service/apis/releases`                                                      | release id         | `ReleaseProperties`      |
 * | `service/apis/operations`                                                    | operation id       | `OperationProperties`    |
 * | `service/products`                                                           | product id         | `ProductProperties`      |
 * | `service/products/apis`                                                      | API id (as linked) | `ProductApiProperties`   |
 * | `service/subscriptions`                                                      | subscription id    | `SubscriptionProperties` |
 * | `service/apiVersionSets`                                                     | version set id     | `ApiVersionSetProperties` |
 * | `service/tags`                                                                | tag id             | `TagProperties`          |
 * | `service/{apis, apis/operations, products}/tags`                             | tag id             | `LinkProperties`         |
 * | `service/groups`                                                             | group id           | `GroupProperties`        |
 * | `service/users`                                                              | user id            | `UserProperties`         |
 * | `service/groups/users`                                                       | user id            | `LinkProperties`         |
 * | `service/products/groups`                                                    | group id           | `LinkProperties`         |
 * | `service/certificates`                                                        | certificate id     | `CertificateProperties`  |
 * | `service/{loggers, diagnostics, schemas, openidConnectProviders, authorizationServers, identityProviders}`, `service/apis/{diagnostics, schemas}` | the resource's | `KeptProperties` |
 * | `service/namedValues`                                                        | named value id     | `NamedValueProperties`   |
 * | `service/backends`                                                           | backend id         | `BackendProperties`      |
 * | `service/policyFragments`                                                    | fragment id        | `PolicyFragmentProperties` |
 * | `service/policies`, `…/products/policies`, `…/apis/policies`, `…/apis/operations/policies` | `policy` | `PolicyProperties`    |
 *
 * A scope without a policy document has no such resource; at the global scope `defaultGlobalPolicy` holds then. Watch `Microsoft.ApiManagement/service` to hear of every change.
 */
import { z } from "zod";

/** Every stored resource has one; it changes with each write. Without quotes. */
const etag = z.string();

export const SERVICE = "Microsoft.ApiManagement/service";
export const APIS = "Microsoft.ApiManagement/service/apis";
export const RELEASES = "Microsoft.ApiManagement/service/apis/releases";
export const OPERATIONS = "Microsoft.ApiManagement/service/apis/operations";
export const PRODUCTS = "Microsoft.ApiManagement/service/products";
export const PRODUCT_APIS = "Microsoft.ApiManagement/service/products/apis";
export const SUBSCRIPTIONS = "Microsoft.ApiManagement/service/subscriptions";
export const API_VERSION_SETS = "Microsoft.ApiManagement/service/apiVersionSets";
export const TAGS = "Microsoft.ApiManagement/service/tags";
export const GROUPS = "Microsoft.ApiManagement/service/groups";
export const GROUP_USERS = "Microsoft.ApiManagement/service/groups/users";
export const PRODUCT_GROUPS = "Microsoft.ApiManagement/service/products/groups";
export const USERS = "Microsoft.ApiManagement/service/users";
export const LOGGERS = "Microsoft.ApiManagement/service/loggers";
export const DIAGNOSTICS = "Microsoft.ApiManagement/service/diagnostics";
export const API_DIAGNOSTICS = "Microsoft.ApiManagement/service/apis/diagnostics";
export const API_SCHEMAS = "Microsoft.ApiManagement/service/apis/schemas";
export const CERTIFICATES = "Microsoft.ApiManagement/service/certificates";
export const NAMED_VALUES = "Microsoft.ApiManagement/service/namedValues";
export const BACKENDS = "Microsoft.ApiManagement/service/backends";
export const POLICY_FRAGMENTS = "Microsoft.ApiManagement/service/policyFragments";
export const GLOBAL_POLICIES = "Microsoft.ApiManagement/service/policies";
export const PRODUCT_POLICIES = "Microsoft.ApiManagement/service/products/policies";
export const API_POLICIES = "Microsoft.ApiManagement/service/apis/policies";
export const OPERATION_POLICIES = "Microsoft.ApiManagement/service/apis/operations/policies";

/** A service. Its `identity`, `sku`, `location` and `tags` are the resource's. */
export const servicePropertiesSchema = z.object({
  etag,
  publisherEmail: z.string(),
  publisherName: z.string(),
  notificationSenderEmail: z.string(),
  /** ISO 8601. */
  createdAtUtc: z.string(),
  /** `https://{name}.azure-api.net`. */
  gatewayUrl: z.string(),
  /** TLS and cipher switches, as they were given; the gateway of this cloud terminates no TLS itself. */
  customProperties: z.record(z.string(), z.string()),
  disableGateway: z.boolean(),
  /** `properties.apiVersionConstraint.minApiVersion`. */
  minApiVersion: z.string().optional(),
});
export type ServiceProperties = Readonly<z.infer<typeof servicePropertiesSchema>>;

export const protocolSchema = z.enum(["http", "https", "ws", "wss"]);

/** A revision of an API. What its path is and what it is called is the same in all of them. */
export const apiPropertiesSchema = z.object({
  etag,
  displayName: z.string(),
  description: z.string().optional(),
  /** The API URL suffix without slashes at its ends; may be empty or have several segments. Unique in its service, ignoring case, but for revisions and versions. */
  path: z.string(),
  protocols: z.array(protocolSchema),
  /** Absent: operations whose policies don't choose a backend have none. No slash at the end unless one was given. */
  serviceUrl: z.string().optional(),
  subscriptionRequired: z.boolean(),
  subscriptionKeyParameterNames: z.object({ header: z.string(), query: z.string() }),
  apiRevision: z.string(),
  isCurrent: z.boolean(),
  /** ISO 8601; absent in older states. */
  createdDateTime: z.string().optional(),
  updatedDateTime: z.string().optional(),
  apiRevisionDescription: z.string().optional(),
  apiVersionDescription: z.string().optional(),
  /** Absent for an API outside of version sets, and for the one in its set that is asked for without a version. */
  apiVersion: z.string().optional(),
  /** Full resource id. */
  apiVersionSetId: z.string().optional(),
  termsOfServiceUrl: z.string().optional(),
  contact: z.unknown().optional(),
  license: z.unknown().optional(),
});
export type ApiProperties = Readonly<z.infer<typeof apiPropertiesSchema>>;

/** The name of the API that a revision is of: `echo` of `echo;rev=2`. */
export function apiNameOf(revisionName: string): string {
  return revisionName.replace(/;.*$/, "");
}

/** That a revision was made the current one. */
export const releasePropertiesSchema = z.object({
  etag,
  /** The revision's id as it was given. */
  apiId: z.string(),
  notes: z.string().optional(),
  /** ISO 8601. */
  createdDateTime: z.string(),
  updatedDateTime: z.string(),
});
export type ReleaseProperties = Readonly<z.infer<typeof releasePropertiesSchema>>;

/** A template, query or header parameter of an operation (API Management REST: "ParameterContract"). */
export const parameterSchema = z.object({
  name: z.string().min(1),
  description: z.string().nullish(),
  type: z.string(),
  defaultValue: z.string().nullish(),
  required: z.boolean().nullish(),
  values: z.array(z.string()).nullish(),
  schemaId: z.string().nullish(),
  typeName: z.string().nullish(),
  examples: z.unknown().optional(),
});
export type Parameter = Readonly<z.infer<typeof parameterSchema>>;

/** A body of one media type (API Management REST: "RepresentationContract"). */
export const representationSchema = z.object({
  contentType: z.string().min(1),
  schemaId: z.string().nullish(),
  typeName: z.string().nullish(),
  formParameters: z.array(parameterSchema).nullish(),
  examples: z.unknown().optional(),
});

/** One operation of an API. */
export const operationPropertiesSchema = z.object({
  etag,
  displayName: z.string(),
  description: z.string().optional(),
  /** Upper case: an HTTP method, or `*`. */
  method: z.string(),
  /** As given: `/items/{id}?expand={expand}`; `*` and `{*rest}` take what is left of the path. */
  urlTemplate: z.string(),
  templateParameters: z.array(parameterSchema),
  request: z
    .object({
      description: z.string().nullish(),
      queryParameters: z.array(parameterSchema).nullish(),
      headers: z.array(parameterSchema).nullish(),
      representations: z.array(representationSchema).nullish(),
    })
    .optional(),
  responses: z.array(
    z.object({
      statusCode: z.int(),
      description: z.string().nullish(),
      headers: z.array(parameterSchema).nullish(),
      representations: z.array(representationSchema).nullish(),
    }),
  ),
});
export type OperationProperties = Readonly<z.infer<typeof operationPropertiesSchema>>;

/** A policy document as it was sent, already compiled once without errors. */
export const policyPropertiesSchema = z.object({
  etag,
  format: z.enum(["xml", "rawxml"]),
  value: z.string(),
});
export type PolicyProperties = Readonly<z.infer<typeof policyPropertiesSchema>>;

/** How the versions of an API are told apart: by a path segment, a query parameter or a header. */
export const apiVersionSetPropertiesSchema = z.object({
  etag,
  displayName: z.string(),
  description: z.string().optional(),
  versioningScheme: z.enum(["Segment", "Query", "Header"]),
  /** With the scheme Query. */
  versionQueryName: z.string().optional(),
  /** With the scheme Header. */
  versionHeaderName: z.string().optional(),
});
export type ApiVersionSetProperties = Readonly<z.infer<typeof apiVersionSetPropertiesSchema>>;

export const tagPropertiesSchema = z.object({ etag, displayName: z.string() });
export type TagProperties = Readonly<z.infer<typeof tagPropertiesSchema>>;

/** That one thing of a service belongs to another: a tag to an API, a user to a group. What it is called says its name. */
export const linkPropertiesSchema = z.object({ etag, targetId: z.string() });
export type LinkProperties = Readonly<z.infer<typeof linkPropertiesSchema>>;

export const groupPropertiesSchema = z.object({
  etag,
  displayName: z.string(),
  description: z.string().optional(),
  /** Administrators, Developers and Guests. */
  builtIn: z.boolean(),
  type: z.enum(["system", "custom", "external"]),
  /** Of an external group: `aad://{tenant}/groups/{object id}`. */
  externalId: z.string().optional(),
});
export type GroupProperties = Readonly<z.infer<typeof groupPropertiesSchema>>;

/** A user of the developer portal, which this cloud hasn't: one can own subscriptions, but not sign in. */
export const userPropertiesSchema = z.object({
  etag,
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  state: z.enum(["active", "blocked", "pending", "deleted"]),
  note: z.string().optional(),
  /** ISO 8601. */
  registrationDate: z.string(),
  identities: z.array(z.object({ provider: z.string(), id: z.string() })),
});
export type UserProperties = Readonly<z.infer<typeof userPropertiesSchema>>;

/** What was sent, checked and kept for whoever asks; the gateway doesn't read it. */
export const keptPropertiesSchema = z.object({ etag, kept: z.record(z.string(), z.unknown()) });
export type KeptProperties = Readonly<z.infer<typeof keptPropertiesSchema>>;

/** What anyone may know of a certificate; its private key isn't kept. */
export const certificatePropertiesSchema = z.object({
  etag,
  /** `CN=example.com, O=Example`. */
  subject: z.string(),
  /** SHA-1 in hexadecimal, upper case. */
  thumbprint: z.string(),
  /** ISO 8601. */
  expirationDate: z.string(),
});
export type CertificateProperties = Readonly<z.infer<typeof certificatePropertiesSchema>>;

/** A constant for policy documents, which write `{{displayName}}`. */
export const namedValuePropertiesSchema = z.object({
  etag,
  /** Unique in its service. */
  displayName: z.string(),
  value: z.string(),
  /** True: only `listValue` shows the value. */
  secret: z.boolean(),
  tags: z.array(z.string()),
  /** Where `value` was read from. */
  keyVault: z
    .object({
      secretIdentifier: z.string(),
      identityClientId: z.string().nullish(),
      lastStatus: z.object({
        code: z.enum(["Success", "Failed"]),
        message: z.string().optional(),
        /** ISO 8601. */
        timeStampUtc: z.string(),
      }),
    })
    .optional(),
});
export type NamedValueProperties = Readonly<z.infer<typeof namedValuePropertiesSchema>>;

/** Where `set-backend-service backend-id` can send requests to, and what it sends along. */
export const backendPropertiesSchema = z.object({
  etag,
  /** An http or https URL without query, fragment or password. */
  url: z.string(),
  protocol: z.enum(["http", "soap"]),
  title: z.string().optional(),
  description: z.string().optional(),
  /** What the portal shows as the backend's Azure resource: a URL of Resource Manager. */
  resourceId: z.string().optional(),
  credentials: z
    .object({
      header: z.record(z.string(), z.array(z.string())),
      query: z.record(z.string(), z.array(z.string())),
      authorization: z.object({ scheme: z.string(), parameter: z.string() }).optional(),
    })
    .optional(),
  /** The gateway always checks certificates, so both are true. */
  tls: z.object({ validateCertificateChain: z.literal(true), validateCertificateName: z.literal(true) }).optional(),
});
export type BackendProperties = Readonly<z.infer<typeof backendPropertiesSchema>>;

/** `<fragment>…</fragment>` as it was sent, already compiled once without errors. */
export const policyFragmentPropertiesSchema = z.object({
  etag,
  format: z.enum(["xml", "rawxml"]),
  value: z.string(),
  description: z.string().optional(),
});
export type PolicyFragmentProperties = Readonly<z.infer<typeof policyFragmentPropertiesSchema>>;

export const productPropertiesSchema = z.object({
  etag,
  displayName: z.string(),
  description: z.string().optional(),
  terms: z.string().optional(),
  /** False: an open product; its APIs can be called without a key. */
  subscriptionRequired: z.boolean(),
  approvalRequired: z.boolean().optional(),
  subscriptionsLimit: z.int().optional(),
  state: z.enum(["published", "notPublished"]),
});
export type ProductProperties = Readonly<z.infer<typeof productPropertiesSchema>>;

/** That an API is in a product. The API's own properties are at `apiId`. */
export const productApiPropertiesSchema = z.object({ etag, apiId: z.string() });
export type ProductApiProperties = Readonly<z.infer<typeof productApiPropertiesSchema>>;

/** Two keys and what they open. Only `active` ones open anything. */
export const subscriptionPropertiesSchema = z.object({
  etag,
  displayName: z.string(),
  /**
   * A full resource id: `{service}/apis/{api}`, `{service}/products/{product}`, `{service}/apis` (all APIs), or
   * `{service}/` (the built-in all-access subscription, named `master`).
   */
  scope: z.string(),
  state: z.enum(["suspended", "active", "expired", "submitted", "rejected", "cancelled"]),
  primaryKey: z.string(),
  secondaryKey: z.string(),
  /** The legacy `Ocp-Apim-Trace` header works with these keys. */
  allowTracing: z.boolean(),
  ownerId: z.string().optional(),
  /** ISO 8601. */
  createdDate: z.string(),
  expirationDate: z.string().optional(),
  stateComment: z.string().optional(),
});
export type SubscriptionProperties = Readonly<z.infer<typeof subscriptionPropertiesSchema>>;
