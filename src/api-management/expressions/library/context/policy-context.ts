import type {
  ApiView,
  GroupView,
  LastErrorView,
  OperationView,
  PolicyContext,
  ProductView,
  SubscriptionView,
  UserView,
} from "../../policy-context.ts";
import { castTo } from "../../types/conversions.ts";
import { defaultValue } from "../../types/default-value.ts";
import type { NetType } from "../../types/net-type.ts";
import { typeNamed } from "../../types/registry.ts";
import type { TypeTable } from "../../types/type-definition.ts";
import { known } from "../../types/well-known.ts";
import { DateTime } from "../../values/date-time.ts";
import { Guid } from "../../values/guid.ts";
import { NetArray } from "../../values/net-array.ts";
import { TimeSpan } from "../../values/time-span.ts";
import { type AnyDictionary, entryOf } from "../collections/dictionary.ts";
import { enumValue } from "../enums.ts";
import { ResponseValue } from "./message.ts";
import type { TextDictionary } from "./text-dictionary.ts";
import { UrlValue } from "./url.ts";

const date = (milliseconds: number | null): DateTime | null =>
  milliseconds === null ? null : DateTime.fromEpoch(milliseconds);
const groups = (list: readonly GroupView[]): NetArray => new NetArray(typeNamed("IGroup"), [...list]);

const view = (name: string, members: TypeTable["members"]): TypeTable => ({
  name,
  kind: "interface",
  members: members ?? {},
});

const contextType = view("IContext", {
  "IApi Api": (context: PolicyContext) => context.api,
  "IOperation Operation": (context: PolicyContext) => context.operation,
  "IProduct Product": (context: PolicyContext) => context.product,
  "ISubscription Subscription": (context: PolicyContext) => context.subscription,
  "IUser User": (context: PolicyContext) => context.user,
  "IDeployment Deployment": (context: PolicyContext) => context.deployment,
  "IRequest Request": (context: PolicyContext) => context.request,
  "IResponse Response": (context: PolicyContext) =>
    context.response === null ? null : new ResponseValue(context.response),
  "ILastError LastError": (context: PolicyContext) => context.lastError,
  "IReadOnlyDictionary<string, object> Variables": (context: PolicyContext) => context.variables,
  "Guid RequestId": (context: PolicyContext) => Guid.read(context.requestId) ?? new Guid("0".repeat(32)),
  "DateTime Timestamp": (context: PolicyContext) => DateTime.fromEpoch(context.timestamp),
  "TimeSpan Elapsed": (context: PolicyContext) => new TimeSpan(BigInt(Math.round(context.elapsedMs() * 10_000))),
  "bool Tracing": (context: PolicyContext) => context.tracing,
  "void Trace(string message)": (context: PolicyContext, message: string | null) => context.trace(message ?? ""),
});

const apiType = view("IApi", {
  "string Id": (api: ApiView) => api.id,
  "string Name": (api: ApiView) => api.name,
  "string Path": (api: ApiView) => api.path,
  "string Revision": (api: ApiView) => api.revision,
  "string Version": (api: ApiView) => api.version,
  "bool IsCurrentRevision": (api: ApiView) => api.isCurrentRevision,
  "IEnumerable<string> Protocols": (api: ApiView) => new NetArray(known.string, [...api.protocols]),
  "IUrl ServiceUrl": (api: ApiView) => (api.serviceUrl === null ? null : new UrlValue(api.serviceUrl)),
  "ISubscriptionKeyParameterNames SubscriptionKeyParameterNames": (api: ApiView) => api.subscriptionKeyParameterNames,
});

const keyNamesType = view("ISubscriptionKeyParameterNames", {
  "string Header": (names: ApiView["subscriptionKeyParameterNames"]) => names.header,
  "string Query": (names: ApiView["subscriptionKeyParameterNames"]) => names.query,
});

const operationType = view("IOperation", {
  "string Id": (operation: OperationView) => operation.id,
  "string Name": (operation: OperationView) => operation.name,
  "string Method": (operation: OperationView) => operation.method,
  "string UrlTemplate": (operation: OperationView) => operation.urlTemplate,
});

const productType = view("IProduct", {
  "string Id": (product: ProductView) => product.id,
  "string Name": (product: ProductView) => product.name,
  "bool ApprovalRequired": (product: ProductView) => product.approvalRequired,
  "bool SubscriptionRequired": (product: ProductView) => product.subscriptionRequired,
  "int? SubscriptionsLimit": (product: ProductView) => product.subscriptionsLimit,
  "int? SubscriptionLimit": (product: ProductView) => product.subscriptionsLimit,
  "ProductState State": (product: ProductView) => enumValue("ProductState", product.state),
  "IEnumerable<IGroup> Groups": (product: ProductView) => groups(product.groups),
});

const groupType = view("IGroup", {
  "string Id": (group: GroupView) => group.id,
  "string Name": (group: GroupView) => group.name,
});

const subscriptionType = view("ISubscription", {
  "string Id": (subscription: SubscriptionView) => subscription.id,
  "string Name": (subscription: SubscriptionView) => subscription.name,
  "string Key": (subscription: SubscriptionView) => subscription.key,
  "string PrimaryKey": (subscription: SubscriptionView) => subscription.primaryKey,
  "string SecondaryKey": (subscription: SubscriptionView) => subscription.secondaryKey,
  "DateTime CreatedDate": (subscription: SubscriptionView) => date(subscription.createdDate),
  "DateTime CreatedTime": (subscription: SubscriptionView) => date(subscription.createdDate),
  "DateTime? StartDate": (subscription: SubscriptionView) => date(subscription.startDate),
  "DateTime? EndDate": (subscription: SubscriptionView) => date(subscription.endDate),
});

const userType = view("IUser", {
  "string Id": (user: UserView) => user.id,
  "string Email": (user: UserView) => user.email,
  "string FirstName": (user: UserView) => user.firstName,
  "string LastName": (user: UserView) => user.lastName,
  "string Note": (user: UserView) => user.note,
  "DateTime RegistrationDate": (user: UserView) => date(user.registrationDate),
  "IEnumerable<IGroup> Groups": (user: UserView) => groups(user.groups),
  "IEnumerable<IUserIdentity> Identities": (user: UserView) =>
    new NetArray(typeNamed("IUserIdentity"), [...user.identities]),
});

type Identity = UserView["identities"][number];

const identityType = view("IUserIdentity", {
  "string Id": (identity: Identity) => identity.id,
  "string Provider": (identity: Identity) => identity.provider,
});

type Deployment = PolicyContext["deployment"];

const deploymentTypes = [
  view("IDeployment", {
    "string ServiceName": (deployment: Deployment) => deployment.serviceName,
    "string ServiceId": (deployment: Deployment) => deployment.serviceId,
    "string Region": (deployment: Deployment) => deployment.region,
    "string GatewayId": (deployment: Deployment) => deployment.gatewayId,
    "IGateway Gateway": (deployment: Deployment) => deployment,
  }),
  view("IGateway", {
    "string Id": (deployment: Deployment) => deployment.gatewayId,
    "string InstanceId": (deployment: Deployment) => deployment.gatewayId,
    "bool IsManaged": (deployment: Deployment) => deployment.gatewayId === "managed",
  }),
];

const lastErrorType = view("ILastError", {
  "string Source": (error: LastErrorView) => error.source,
  "string Reason": (error: LastErrorView) => error.reason,
  "string Message": (error: LastErrorView) => error.message,
  "string Scope": (error: LastErrorView) => error.scope,
  "string Section": (error: LastErrorView) => error.section,
  "string Path": (error: LastErrorView) => error.path,
  "string PolicyId": (error: LastErrorView) => error.policyId,
});

function joined(dictionary: TextDictionary, name: string | null, fallback: string | null): string | null {
  const texts = dictionary.texts(name);
  if (texts === undefined) return fallback;
  return dictionary.shape === "one" ? (texts[0] ?? null) : texts.join(",");
}

type Types = readonly NetType[];

function variable([type]: Types, dictionary: AnyDictionary, name: string, fallback: unknown): unknown {
  const entry = entryOf(dictionary, name);
  return entry === undefined ? fallback : castTo(type ?? known.object)(entry.value);
}

/** GetValueOrDefault of headers, query, claims and template parameters joins values; that of variables casts. */
const dictionaryExtensions: TypeTable = {
  name: "DictionaryExtensions",
  kind: "static",
  members: {
    "static string GetValueOrDefault(this IReadOnlyDictionary<string, string[]> d, string name)": (
      d: TextDictionary,
      name: string | null,
    ) => joined(d, name, null),
    "static string GetValueOrDefault(this IReadOnlyDictionary<string, string[]> d, string name, string defaultValue)":
      joined,
    "static string GetValueOrDefault(this IReadOnlyDictionary<string, string> d, string name)": (
      d: TextDictionary,
      name: string | null,
    ) => joined(d, name, null),
    "static string GetValueOrDefault(this IReadOnlyDictionary<string, string> d, string name, string defaultValue)":
      joined,
    "static object GetValueOrDefault(this IReadOnlyDictionary<string, object> d, string variableName)": (
      d: AnyDictionary,
      name: string,
    ) => entryOf(d, name)?.value ?? null,
    "static T GetValueOrDefault<T>(this IReadOnlyDictionary<string, object> d, string variableName)": (
      types: Types,
      d: AnyDictionary,
      name: string,
    ) => variable(types, d, name, defaultValue(types[0] ?? known.object)),
    "static T GetValueOrDefault<T>(this IReadOnlyDictionary<string, object> d, string variableName, T defaultValue)":
      variable,
  },
};

/** `context` and everything below it but messages and URLs. */
export const contextTypes: readonly TypeTable[] = [
  contextType,
  apiType,
  keyNamesType,
  operationType,
  productType,
  groupType,
  subscriptionType,
  userType,
  identityType,
  ...deploymentTypes,
  lastErrorType,
  dictionaryExtensions,
];
