import type { Cloud } from "../index.ts";

/** Resource ids and names of what `putResources` makes. */
export interface TestResources {
  readonly group: string;
  readonly identity: { readonly id: string; readonly clientId: string; readonly principalId: string };
  readonly apiManagement: { readonly id: string; readonly gatewayUrl: string };
}

const VERSIONS: Readonly<Record<string, string>> = {
  resourceGroups: "2021-04-01",
  "Microsoft.ManagedIdentity": "2023-01-31",
  "Microsoft.ApiManagement": "2022-08-01",
  "Microsoft.Web": "2023-12-01",
};

const POLICY = `<policies>
  <inbound>
    <validate-azure-ad-token tenant-id="{tenant}">
      <client-application-ids><application-id>00000000-0000-4000-8000-000000000000</application-id></client-application-ids>
    </validate-azure-ad-token>
    <return-response><set-status code="204" /></return-response>
  </inbound>
</policies>`;

/** The operator's token for Resource Manager, got as any client gets it. */
export async function operatorToken({ outbound, operator }: Cloud): Promise<string> {
  const { body } = await outbound.request({
    method: "POST",
    url: new URL(`https://login.microsoftonline.com/${operator.tenantId}/oauth2/v2.0/token`),
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: operator.clientId,
      client_secret: operator.clientSecret,
      scope: "https://management.azure.com/.default",
    }).toString(),
  });
  return String(JSON.parse(body.toString("utf8")).access_token);
}

/**
 * Makes, over HTTP: an identity `id-demo`, an empty site `fn-demo`, and the service `apim-demo` with an API `orders` that
 * wants a key and a token, an API `echo` that wants neither and answers by itself, and a subscription `team` for `orders`.
 */
export async function putResources(cloud: Cloud): Promise<TestResources> {
  const token = await operatorToken(cloud);
  const group = `/subscriptions/${cloud.operator.subscriptionId}/resourceGroups/rg-demo`;
  const service = `${group}/providers/Microsoft.ApiManagement/service/apim-demo`;

  async function put(id: string, body: unknown): Promise<Readonly<Record<string, unknown>>> {
    const version = Object.entries(VERSIONS).findLast(([name]) => id.includes(name))?.[1] ?? "";
    const { status, body: answer } = await cloud.outbound.request({
      method: "PUT",
      url: new URL(`https://management.azure.com${id}?api-version=${version}`),
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (status >= 300) throw new Error(`PUT ${id} answered ${status}: ${answer.toString("utf8")}`);
    return JSON.parse(answer.toString("utf8"));
  }
  const api = (name: string, subscriptionRequired: boolean) =>
    put(`${service}/apis/${name}`, {
      properties: { displayName: name, path: name, protocols: ["https"], subscriptionRequired },
    });
  const operation = (name: string) =>
    put(`${service}/apis/${name}/operations/get`, {
      properties: {
        displayName: "Get",
        method: "GET",
        urlTemplate: "/{id}",
        templateParameters: [{ name: "id", type: "string", required: true }],
      },
    });
  const policy = (name: string, value: string) =>
    put(`${service}/apis/${name}/policies/policy`, { properties: { format: "rawxml", value } });

  await put(group, { location: "uksouth" });
  const identityId = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-demo`;
  const identity = await put(identityId, { location: "uksouth" });
  const { clientId, principalId } = identity.properties as Record<"clientId" | "principalId", string>;
  const plan = `${group}/providers/Microsoft.Web/serverfarms/plan-demo`;
  await put(plan, { location: "uksouth", sku: { name: "S1" }, properties: {} });
  await put(`${group}/providers/Microsoft.Web/sites/fn-demo`, {
    location: "uksouth",
    kind: "functionapp",
    properties: { serverFarmId: plan },
  });
  await put(service, {
    location: "uksouth",
    sku: { name: "Developer", capacity: 1 },
    properties: { publisherEmail: "owner@example.com", publisherName: "Orders" },
  });
  for (const [name, needsKey] of [
    ["orders", true],
    ["echo", false],
  ] as const) {
    await api(name, needsKey);
    await operation(name);
  }
  await policy("orders", POLICY.replace("{tenant}", cloud.operator.tenantId));
  const body = "<set-body>hello</set-body>";
  await policy("echo", `<policies><inbound><return-response>${body}</return-response></inbound></policies>`);
  await put(`${service}/subscriptions/team`, {
    properties: { displayName: "The team", scope: `${service}/apis/orders`, state: "active" },
  });
  return {
    group,
    identity: { id: identityId, clientId, principalId },
    apiManagement: { id: service, gatewayUrl: "https://apim-demo.azure-api.net" },
  };
}
