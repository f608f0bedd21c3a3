import { randomBytes } from "node:crypto";
import {
  APIS,
  type ApiProperties,
  OPERATION_POLICIES,
  OPERATIONS,
  type OperationProperties,
  type PolicyProperties,
  SERVICE,
  type ServiceProperties,
  SUBSCRIPTIONS,
  type SubscriptionProperties,
} from "../../src/api-management/management/model.ts";
import type { ResourceId } from "../../src/platform/index.ts";
import type { ResourceIdentity, ResourceStore } from "../../src/resource-manager/index.ts";
import { type DemoTenant, ROLE } from "./demo-tenant.ts";

export const SERVICE_NAME = "bench";
export const API_PATH = "/trusted-group/test";
const SERVICE_ID =
  "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/bench/providers/Microsoft.ApiManagement/service/bench";

export interface DemoApi {
  readonly subscriptionKey: string;
  readonly audiences: readonly string[];
  readonly issuers: readonly string[];
  readonly roles: readonly string[];
}

/** Stores the service and the API of `demo/terraform/api_trusted_group.tf`, with a subscription key and another backend. */
export function putDemoApi(
  resources: ResourceStore,
  tenant: DemoTenant,
  { tenantId, backendUrl }: { readonly tenantId: string; readonly backendUrl: string },
): DemoApi {
  const etag = "AAAAAAAAAAE=";
  const subscriptionKey = randomBytes(16).toString("hex");
  const demo: DemoApi = {
    subscriptionKey,
    audiences: [tenant.api.uri, tenant.api.appId],
    issuers: [`https://sts.windows.net/${tenantId}/`, `https://login.microsoftonline.com/${tenantId}/v2.0`],
    // The second stands for the id of the demo's group.
    roles: [ROLE, tenant.trusted.id],
  };
  const service: ServiceProperties = {
    etag,
    publisherEmail: "owner@example.com",
    publisherName: "Bench",
    notificationSenderEmail: "apimgmt-noreply@mail.windowsazure.com",
    createdAtUtc: "2026-01-01T00:00:00Z",
    gatewayUrl: `https://${SERVICE_NAME}.azure-api.net`,
    customProperties: {},
    disableGateway: false,
  };
  const api: ApiProperties = {
    etag,
    displayName: "Trusted by app role",
    path: "trusted-group",
    protocols: ["https"],
    serviceUrl: backendUrl,
    subscriptionRequired: true,
    subscriptionKeyParameterNames: { header: "Ocp-Apim-Subscription-Key", query: "subscription-key" },
    apiRevision: "1",
    isCurrent: true,
  };
  const operation: OperationProperties = {
    etag,
    displayName: "Test",
    method: "GET",
    urlTemplate: "/test",
    templateParameters: [],
    responses: [],
  };
  const policy: PolicyProperties = { etag, format: "rawxml", value: policyDocument(demo, tenant, tenantId) };
  const subscription: SubscriptionProperties = {
    etag,
    displayName: "Bench",
    scope: `${SERVICE_ID}/apis/trusted-group`,
    state: "active",
    primaryKey: subscriptionKey,
    secondaryKey: randomBytes(16).toString("hex"),
    allowTracing: false,
    createdDate: "2026-01-01T00:00:00Z",
  };
  const put = (
    type: string,
    path: string,
    properties: unknown,
    rest: { readonly identity?: ResourceIdentity } = {},
  ) => {
    const id = `${SERVICE_ID}${path}` as ResourceId;
    resources.put({ id, name: id.slice(id.lastIndexOf("/") + 1), type, location: "UK South", properties, ...rest });
  };
  put(SERVICE, "", service, { identity: identityOf(tenant) });
  put(APIS, "/apis/trusted-group", api);
  put(OPERATIONS, "/apis/trusted-group/operations/test", operation);
  put(OPERATION_POLICIES, "/apis/trusted-group/operations/test/policies/policy", policy);
  put(SUBSCRIPTIONS, "/subscriptions/bench", subscription);
  return demo;
}

function identityOf({ apimIdentity }: DemoTenant): ResourceIdentity {
  const id =
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/bench/providers/Microsoft.ManagedIdentity/userAssignedIdentities/apim";
  return {
    type: "UserAssigned",
    userAssignedIdentities: { [id]: { principalId: apimIdentity.id, clientId: apimIdentity.appId } },
  };
}

function policyDocument(demo: DemoApi, tenant: DemoTenant, tenantId: string): string {
  const elements = (name: string, texts: readonly string[]): string =>
    texts.map((text) => `<${name}>${text}</${name}>`).join("");
  return `<policies>
  <inbound>
    <base />
    <validate-jwt header-name="Authorization" failed-validation-httpcode="401" failed-validation-error-message="Unauthorized. Access token is missing or invalid." require-scheme="Bearer">
      <openid-config url="https://login.microsoftonline.com/${tenantId}/v2.0/.well-known/openid-configuration" />
      <audiences>${elements("audience", demo.audiences)}</audiences>
      <issuers>${elements("issuer", demo.issuers)}</issuers>
      <required-claims>
        <claim name="roles" match="any">${elements("value", demo.roles)}</claim>
      </required-claims>
    </validate-jwt>
    <authentication-managed-identity resource="${tenant.backend.appId}" client-id="${tenant.apimIdentity.appId}" output-token-variable-name="msi-access-token" ignore-error="false" />
    <set-header name="Authorization" exists-action="override">
      <value>@("Bearer " + (string)context.Variables["msi-access-token"])</value>
    </set-header>
  </inbound>
  <backend>
    <base />
  </backend>
  <outbound>
    <base />
  </outbound>
  <on-error>
    <base />
  </on-error>
</policies>`;
}
