import type { AzureClients } from "../engine/azure-clients.ts";
import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { answer, answerText } from "./answer.ts";
import { armResource, isSoftDeleted, putResource, resourceId } from "./arm-resource.ts";
import { identityAttributes, identityBlock, identityBody } from "./identity.ts";
import { given, key, location, map, text, textOf } from "./schema.ts";

export const API_MANAGEMENT_VERSION = "2022-08-01";
const TYPE = "Microsoft.ApiManagement/service";

/** Id of a service from the attributes that every type below it has. */
export function serviceId(config: Config, { azure }: ResourceContext): string {
  return resourceId(azure, textOf(config, "resource_group_name"), TYPE, textOf(config, "api_management_name"));
}

/** Old protocols and ciphers, which the provider switches off unless a `security` block says otherwise. */
const SECURITY = {
  protocols: ["Ssl30", "Tls10", "Tls11"],
  ciphers: [
    ...["TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"],
    ...["TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"],
    ...["TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_AES_128_CBC_SHA256", "TLS_RSA_WITH_AES_128_GCM_SHA256"],
    ...["TLS_RSA_WITH_AES_256_CBC_SHA", "TLS_RSA_WITH_AES_256_CBC_SHA256", "TLS_RSA_WITH_AES_256_GCM_SHA384"],
    "TripleDes168",
  ],
};

function customProperties(): Readonly<Record<string, string>> {
  const prefix = "Microsoft.WindowsAzure.ApiManagement.Gateway.";
  const { protocols, ciphers } = SECURITY;
  const names = [
    ...protocols.flatMap((name) => [`Security.Backend.Protocols.${name}`, `Security.Protocols.${name}`]),
    ...ciphers.map((name) => `Security.Ciphers.${name}`),
  ];
  return Object.fromEntries(names.map((name) => [prefix + name, "false"]));
}

/** The provider puts both settings of the developer portal, also when no block names them. */
async function switchPortalOff(azure: AzureClients, id: string): Promise<void> {
  await azure.arm("PUT", `${id}/portalsettings/signin`, API_MANAGEMENT_VERSION, { properties: { enabled: false } });
  await azure.arm("PUT", `${id}/portalsettings/signup`, API_MANAGEMENT_VERSION, {
    properties: { enabled: false, termsOfService: { consentRequired: false, enabled: false, text: "" } },
  });
}

function ownId(config: Config, azure: AzureClients): string {
  return resourceId(azure, textOf(config, "resource_group_name"), TYPE, textOf(config, "name"));
}

function deletedId(config: Config, azure: AzureClients): string {
  const provider = `/subscriptions/${azure.credentials.subscriptionId}/providers/Microsoft.ApiManagement`;
  return `${provider}/locations/${textOf(config, "location")}/deletedservices/${textOf(config, "name")}`;
}

function skuOf(config: Config): { readonly name: string; readonly capacity: number } {
  const [name = "", capacity = ""] = textOf(config, "sku_name").split("_");
  return { name, capacity: Number(capacity) };
}

/** A restore ignores all other properties, so they are put afterwards. */
async function create(config: Config, context: ResourceContext): Promise<Config> {
  const { azure, features } = context;
  if (features.recoverApiManagement && (await isSoftDeleted(azure, deletedId(config, azure), API_MANAGEMENT_VERSION))) {
    await azure.arm("PUT", ownId(config, azure), API_MANAGEMENT_VERSION, {
      location: config.location,
      sku: skuOf(config),
      properties: { restore: true },
    });
  }
  return put(config, context);
}

async function put(config: Config, { azure }: ResourceContext): Promise<Config> {
  const id = ownId(config, azure);
  const sku = skuOf(config);
  const response = await azure.arm("PUT", id, API_MANAGEMENT_VERSION, {
    ...identityBody(config),
    location: config.location,
    sku,
    tags: config.tags ?? {},
    properties: {
      certificates: [],
      // Consumption has no choice of protocols.
      ...(sku.name === "Consumption" ? {} : { customProperties: customProperties() }),
      disableGateway: false,
      publicNetworkAccess: "Enabled",
      publisherEmail: config.publisher_email,
      publisherName: config.publisher_name,
      virtualNetworkType: "None",
      ...given("notificationSenderEmail", textOf(config, "notification_sender_email")),
    },
  });
  // Consumption has no portal.
  if (sku.name !== "Consumption") await switchPortalOff(azure, id);
  const property = (name: string) => answer(response, "properties", name);
  return {
    id: answerText(response, "id"),
    gateway_url: answerText(response, "properties", "gatewayUrl"),
    gateway_regional_url: property("gatewayRegionalUrl"),
    management_api_url: property("managementApiUrl"),
    developer_portal_url: property("developerPortalUrl"),
    portal_url: property("portalUrl"),
    scm_url: property("scmUrl"),
    public_ip_addresses: property("publicIPAddresses"),
    private_ip_addresses: property("privateIPAddresses"),
    ...identityAttributes(config, response),
  };
}

export const azurermApiManagement: ResourceType = {
  type: "azurerm_api_management",
  mode: "managed",
  attributes: {
    name: key(),
    resource_group_name: key(),
    location: location(),
    publisher_name: text({ required: true }),
    publisher_email: text({ required: true }),
    notification_sender_email: text(),
    sku_name: text({ required: true }),
    tags: map(),
  },
  blocks: { identity: identityBlock },
  ...armResource(API_MANAGEMENT_VERSION),
  ...putResource(put),
  create,
  async delete(attributes, { azure, features }) {
    await azure.arm("DELETE", textOf(attributes, "id"), API_MANAGEMENT_VERSION);
    if (!features.purgeApiManagement) return;
    await azure.arm("DELETE", deletedId(attributes, azure), API_MANAGEMENT_VERSION);
  },
};
