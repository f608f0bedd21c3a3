import { z } from "zod";
import type { ResourceType } from "../../../resource-manager/index.ts";
import type { ManagementContext } from "../context.ts";
import { keptType } from "../kept-type.ts";
import { validationError } from "../management-error.ts";

const method = z.enum(["HEAD", "OPTIONS", "TRACE", "GET", "POST", "PUT", "PATCH", "DELETE"]);
const grantType = z.enum([
  "authorizationCode",
  "authorizationCodeWithPkce",
  "implicit",
  "resourceOwnerPassword",
  "clientCredentials",
]);

/**
 * OAuth 2 authorization servers (API Management REST: "AuthorizationServer"): how the developer portal gets tokens. Requests
 * are checked by policies, which don't look here.
 */
export function authorizationServerType(context: ManagementContext): ResourceType {
  return keptType(context, {
    type: "Microsoft.ApiManagement/service/authorizationServers",
    noun: "Authorization server",
    name: ["authsid", 80],
    properties: z.object({
      displayName: z.string().min(1).max(50),
      description: z.string().nullish(),
      clientRegistrationEndpoint: z.string(),
      authorizationEndpoint: z.string(),
      tokenEndpoint: z.string().nullish(),
      authorizationMethods: z.array(method).nullish(),
      clientAuthenticationMethod: z.array(z.enum(["Basic", "Body"])).nullish(),
      bearerTokenSendingMethods: z.array(z.enum(["authorizationHeader", "query"])).nullish(),
      grantTypes: z.array(grantType).min(1),
      tokenBodyParameters: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
      supportState: z.boolean().nullish(),
      defaultScope: z.string().nullish(),
      clientId: z.string().min(1),
      clientSecret: z.string().nullish(),
      resourceOwnerUsername: z.string().nullish(),
      resourceOwnerPassword: z.string().nullish(),
      useInTestConsole: z.boolean().nullish(),
      useInApiDocumentation: z.boolean().nullish(),
    }),
    secrets: ["clientSecret", "resourceOwnerUsername", "resourceOwnerPassword"],
    prepare(body) {
      if (body.authorizationMethods && !body.authorizationMethods.includes("GET")) {
        throw validationError({ target: "authorizationMethods", message: "GET must be among the methods." });
      }
      return body;
    },
  });
}
