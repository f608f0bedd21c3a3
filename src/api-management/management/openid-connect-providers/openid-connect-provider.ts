import { z } from "zod";
import type { ResourceType } from "../../../resource-manager/index.ts";
import type { ManagementContext } from "../context.ts";
import { keptType } from "../kept-type.ts";

/**
 * OpenID Connect providers (API Management REST: "OpenIdConnectProvider"): how the developer portal signs in. Requests are
 * checked by policies, which don't look here.
 */
export function openidConnectProviderType(context: ManagementContext): ResourceType {
  return keptType(context, {
    type: "Microsoft.ApiManagement/service/openidConnectProviders",
    noun: "OpenID Connect provider",
    name: ["opid", 256],
    properties: z.object({
      displayName: z.string().min(1).max(50),
      description: z.string().nullish(),
      metadataEndpoint: z.url({ protocol: /^https?$/ }),
      clientId: z.string().min(1),
      clientSecret: z.string().nullish(),
      useInTestConsole: z.boolean().nullish(),
      useInApiDocumentation: z.boolean().nullish(),
    }),
    secrets: ["clientSecret"],
  });
}
