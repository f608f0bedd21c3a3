import { z } from "zod";
import { notSupported } from "../management-error.ts";

const nothing = z.array(z.unknown()).nullish();

/** What a PUT of a service may say (API Management REST: "ApiManagementServiceResource"). */
export const serviceBodySchema = z.object({
  location: z.string().min(1),
  tags: z.record(z.string(), z.string()).nullish(),
  sku: z.object({
    name: z.enum(["Developer", "Basic", "Standard", "Premium", "Consumption", "BasicV2", "StandardV2", "PremiumV2"]),
    capacity: z.int().min(0),
  }),
  identity: z.unknown().optional(),
  zones: nothing,
  properties: z.object({
    publisherEmail: z.string().min(1).max(100),
    publisherName: z.string().min(1).max(100),
    notificationSenderEmail: z.string().max(100).nullish(),
    customProperties: z.record(z.string(), z.string()).nullish(),
    disableGateway: z.boolean().nullish(),
    apiVersionConstraint: z.object({ minApiVersion: z.string().nullish() }).nullish(),
    publicNetworkAccess: z.string().nullish(),
    virtualNetworkType: z.string().nullish(),
    certificates: nothing,
    additionalLocations: nothing,
    hostnameConfigurations: z.array(z.object({ hostName: z.string() })).nullish(),
    enableClientCertificate: z.boolean().nullish(),
    restore: z.boolean().nullish(),
  }),
});
/** A PUT that brings a soft-deleted service back; nothing else in it counts. */
export const restoreBodySchema = z.object({ properties: z.object({ restore: z.literal(true) }) });

export type ServiceBody = z.infer<typeof serviceBodySchema>;

/** Throws `notSupported` for a service that asks for what this cloud hasn't. `hostName` is the service's own. */
export function refuseUnsupportedService({ properties, zones }: ServiceBody, hostName: string): void {
  if (properties.virtualNetworkType && properties.virtualNetworkType !== "None") {
    throw notSupported(
      `virtualNetworkType '${properties.virtualNetworkType}'`,
      "Leave it out: everything is on this machine.",
    );
  }
  if (properties.publicNetworkAccess && properties.publicNetworkAccess !== "Enabled") {
    throw notSupported("publicNetworkAccess 'Disabled'", "It takes private endpoints, which aren't there either.");
  }
  if (isFilled(properties.certificates)) {
    throw notSupported("certificates of a service", "Trust the backend's authority on this machine instead.");
  }
  if (isFilled(properties.additionalLocations) || isFilled(zones)) {
    throw notSupported("additionalLocations and zones of a service", "Leave them out: there is one gateway.");
  }
  if (properties.enableClientCertificate === true) {
    throw notSupported("client certificates on the gateway", "Leave enableClientCertificate out.");
  }
  if (properties.disableGateway === true) {
    throw notSupported("disableGateway of a service", "It is for services in several locations; here there is one.");
  }
  const custom = properties.hostnameConfigurations?.find((entry) => entry.hostName.toLowerCase() !== hostName);
  if (custom !== undefined) {
    throw notSupported(`custom hostname '${custom.hostName}'`, `The gateway answers for ${hostName}.`);
  }
}

function isFilled(list: readonly unknown[] | null | undefined): boolean {
  return list !== null && list !== undefined && list.length > 0;
}
