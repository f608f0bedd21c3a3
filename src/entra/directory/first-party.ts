import type { AppRole } from "./application.ts";
import { microsoftGraphRoles } from "./microsoft-graph-roles.ts";

/** An application of Microsoft's own that every tenant has a service principal of. */
export interface FirstPartyApplication {
  readonly appId: string;
  readonly displayName: string;
  /** What a token can be asked for by, beside the client id; none for a mere client. */
  readonly identifierUris: readonly string[];
  /** Host names below this are identifier URIs too: `https://{account}.blob.core.windows.net`. */
  readonly hostSuffixes?: readonly string[];
  readonly appRoles?: readonly AppRole[];
}

const STORAGE_HOSTS = ["blob", "queue", "table", "file"].map((kind) => `.${kind}.core.windows.net`);

/**
 * Client ids and identifier URIs of "Verify first-party Microsoft applications in sign-in reports" and of the environments in
 * HashiCorp's go-azure-sdk. One trailing slash more or less is taken for each.
 */
export const firstParty = {
  microsoftGraph: {
    appId: "00000003-0000-0000-c000-000000000000",
    displayName: "Microsoft Graph",
    identifierUris: ["https://graph.microsoft.com"],
    appRoles: microsoftGraphRoles,
  },
  resourceManager: {
    appId: "797f4846-ba00-4fd7-ba43-dac1f8f63013",
    displayName: "Windows Azure Service Management API",
    identifierUris: ["https://management.azure.com", "https://management.core.windows.net"],
  },
  azureActiveDirectoryGraph: {
    appId: "00000002-0000-0000-c000-000000000000",
    displayName: "Windows Azure Active Directory",
    identifierUris: ["https://graph.windows.net"],
  },
  keyVault: {
    appId: "cfa8b339-82a2-471a-a3c9-0fc0be7a4093",
    displayName: "Azure Key Vault",
    identifierUris: ["https://vault.azure.net"],
  },
  storage: {
    appId: "e406a681-f3d4-42a8-90b6-c2b029497af1",
    displayName: "Azure Storage",
    identifierUris: ["https://storage.azure.com"],
    hostSuffixes: STORAGE_HOSTS,
  },
  appService: {
    appId: "abfa0a7c-a6b6-4736-8310-5855508787cd",
    displayName: "Microsoft Azure App Service",
    identifierUris: [],
  },
  apiManagement: {
    appId: "8602e328-9b72-4f2d-a4ae-1387d013a2b3",
    displayName: "Azure API Management",
    identifierUris: ["https://azure-api.net"],
  },
  appConfiguration: {
    appId: "35ffadb3-7fc1-497e-b61b-381d28e744cc",
    displayName: "Azure App Configuration",
    identifierUris: ["https://azconfig.io"],
  },
  sqlDatabase: {
    appId: "022907d3-0f1b-48f7-badc-1ba6abab6d66",
    displayName: "Azure SQL Database",
    identifierUris: ["https://database.windows.net"],
  },
  cosmosDb: {
    appId: "a232010e-820c-4083-83bb-3ace5fc29d0b",
    displayName: "Azure Cosmos DB",
    identifierUris: ["https://cosmos.azure.com"],
  },
  serviceBus: {
    appId: "80a10ef9-8168-493d-abf9-3297c4ef6e3c",
    displayName: "Microsoft.ServiceBus",
    identifierUris: ["https://servicebus.azure.net"],
  },
  eventHubs: {
    appId: "80369ed6-5f11-4dd9-bef3-692475845e77",
    displayName: "Microsoft.EventHubs",
    identifierUris: ["https://eventhubs.azure.net"],
  },
  cognitiveServices: {
    appId: "7d312290-28c8-473c-a0ed-8e53749b6d6d",
    displayName: "Microsoft Cognitive Services",
    identifierUris: ["https://cognitiveservices.azure.com"],
  },
  azureMonitor: {
    appId: "e933bd07-d2ee-4f1d-933c-3752b819567b",
    displayName: "Azure Monitor Control Service",
    identifierUris: ["https://monitor.azure.com"],
  },
  logAnalytics: {
    appId: "ca7f3f0b-7d91-482c-8e09-c5d840d0eac5",
    displayName: "Log Analytics API",
    identifierUris: ["https://api.loganalytics.io"],
  },
  azureDevOps: {
    appId: "499b84ac-1321-427f-aa17-267ca6975798",
    displayName: "Azure DevOps",
    identifierUris: [],
  },
  azureCli: {
    appId: "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
    displayName: "Microsoft Azure CLI",
    identifierUris: [],
  },
  azurePowerShell: {
    appId: "1950a258-227b-4e31-a9cf-717495945fc2",
    displayName: "Microsoft Azure PowerShell",
    identifierUris: [],
  },
  graphCommandLineTools: {
    appId: "14d82eec-204b-4c2f-b7e8-296a70dab67e",
    displayName: "Microsoft Graph Command Line Tools",
    identifierUris: [],
  },
  azurePortal: {
    appId: "c44b4083-3bb0-49c1-b47d-974e53cbdf3c",
    displayName: "Azure Portal",
    identifierUris: [],
  },
} as const satisfies Readonly<Record<string, FirstPartyApplication>>;

const byAppId: ReadonlyMap<string, FirstPartyApplication> = new Map(
  Object.values(firstParty).map((application) => [application.appId, application]),
);

/** Microsoft's own application with this client id. */
export function findFirstParty(appId: string): FirstPartyApplication | undefined {
  return byAppId.get(appId);
}
