import { z } from "zod";
import type { ResourceRequest, ResourceType } from "../../../resource-manager/index.ts";
import { childType } from "../child-type.ts";
import type { ManagementContext } from "../context.ts";
import { checkEntityName } from "../entity-name.ts";
import { etagHeader } from "../etags.ts";
import { childNotFound, notSupported, validationError } from "../management-error.ts";
import { readBody } from "../read-body.ts";
import { lastName, requireParent } from "../resource-tree.ts";
import { newSubscriptionKey } from "../subscriptions/subscription-key.ts";

export const GATEWAYS = "Microsoft.ApiManagement/service/gateways";

const locationSchema = z.object({
  name: z.string().min(1).max(256),
  city: z.string().max(256).nullish(),
  district: z.string().max(256).nullish(),
  countryOrRegion: z.string().max(256).nullish(),
});

const propertiesSchema = z.object({
  etag: z.string(),
  description: z.string().optional(),
  locationData: locationSchema.optional(),
  primary: z.string(),
  secondary: z.string(),
});
type GatewayProperties = Readonly<z.infer<typeof propertiesSchema>>;

const bodySchema = z.object({
  properties: z.object({ description: z.string().max(1000).nullish(), locationData: locationSchema.nullish() }),
});
const keyTypeSchema = z.object({ keyType: z.enum(["primary", "secondary"]) });

/**
 * Self-hosted gateways (API Management REST: "Gateway"): kept with their keys. No gateway can connect here, so they get no tokens
 * and serve no APIs.
 */
export function selfHostedGatewayType(context: ManagementContext): ResourceType {
  const { resources, etags } = context;

  function find(request: ResourceRequest) {
    requireParent(request.target, resources);
    const stored = resources.get(request.target.id);
    if (stored === undefined) throw childNotFound("Gateway");
    return { stored, properties: propertiesSchema.parse(stored.properties) };
  }

  const verbs = childType<GatewayProperties>(context, {
    type: GATEWAYS,
    noun: "Gateway",
    schema: propertiesSchema,
    make({ id, body, existing }) {
      const name = lastName(id);
      checkEntityName("gatewayId", name, 80);
      if (name.toLowerCase() === "managed") {
        throw validationError({
          target: "gatewayId",
          message: "'managed' is the gateway that the service comes with.",
        });
      }
      const { description, locationData } = readBody(bodySchema, body).properties;
      return {
        description: description ?? undefined,
        locationData: locationData ?? undefined,
        primary: existing?.primary ?? newSubscriptionKey(),
        secondary: existing?.secondary ?? newSubscriptionKey(),
      };
    },
    render: ({ description, locationData }) => ({
      description: description ?? null,
      locationData: locationData ?? null,
    }),
  });

  return {
    ...verbs,
    actions: {
      listkeys(request) {
        const { etag, primary, secondary } = find(request).properties;
        return { status: 200, headers: etagHeader(etag), body: { primary, secondary } };
      },
      regeneratekey(request) {
        const { stored, properties } = find(request);
        const { keyType } = readBody(keyTypeSchema, request.body);
        resources.put({
          ...stored,
          properties: { ...properties, [keyType]: newSubscriptionKey(), etag: etags.next() },
        });
        return { status: 204 };
      },
      generatetoken(request) {
        find(request);
        throw notSupported("tokens of self-hosted gateways", "The managed gateway already runs on this machine.");
      },
    },
  };
}
