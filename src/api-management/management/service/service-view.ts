import type { Resource } from "../../../resource-manager/index.ts";
import { servicePropertiesSchema } from "../model.ts";

/** A service as callers see it, with what Azure works out from its name. */
export function serviceView(service: Resource): unknown {
  const properties = servicePropertiesSchema.parse(service.properties);
  const { name, location } = service;
  return {
    id: service.id,
    name,
    type: service.type,
    tags: service.tags ?? {},
    location,
    etag: properties.etag,
    sku: service.sku,
    ...(service.identity === undefined ? {} : { identity: service.identity }),
    properties: {
      publisherEmail: properties.publisherEmail,
      publisherName: properties.publisherName,
      notificationSenderEmail: properties.notificationSenderEmail,
      provisioningState: "Succeeded",
      targetProvisioningState: "",
      createdAtUtc: properties.createdAtUtc,
      gatewayUrl: properties.gatewayUrl,
      gatewayRegionalUrl: `https://${name}-${location}-01.regional.azure-api.net`,
      portalUrl: `https://${name}.portal.azure-api.net`,
      developerPortalUrl: `https://${name}.developer.azure-api.net`,
      managementApiUrl: `https://${name}.management.azure-api.net`,
      scmUrl: `https://${name}.scm.azure-api.net`,
      hostnameConfigurations: [
        {
          type: "Proxy",
          hostName: `${name}.azure-api.net`,
          negotiateClientCertificate: false,
          defaultSslBinding: true,
          certificateSource: "BuiltIn",
        },
      ],
      publicIPAddresses: null,
      privateIPAddresses: null,
      additionalLocations: null,
      virtualNetworkConfiguration: null,
      customProperties: properties.customProperties,
      virtualNetworkType: "None",
      certificates: null,
      disableGateway: properties.disableGateway,
      natGatewayState: "Unsupported",
      apiVersionConstraint: { minApiVersion: properties.minApiVersion ?? null },
      publicNetworkAccess: "Enabled",
      privateEndpointConnections: null,
      platformVersion: "stv2",
    },
  };
}
