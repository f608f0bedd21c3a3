import { z } from "zod";
import type { ResourceType } from "../../../resource-manager/index.ts";
import { parseBackendUrl } from "../../policies/parse-backend-url.ts";
import { childType } from "../child-type.ts";
import type { ManagementContext } from "../context.ts";
import { checkEntityName } from "../entity-name.ts";
import { notSupported, validationError } from "../management-error.ts";
import { BACKENDS, type BackendProperties, backendPropertiesSchema } from "../model.ts";
import { readBody } from "../read-body.ts";
import { lastName } from "../resource-tree.ts";
import { credentialsSchema, readCredentials } from "./credentials.ts";

const bodySchema = z.object({
  properties: z.object({
    url: z.string().min(1).max(2000).nullish(),
    protocol: z.enum(["http", "soap"]).nullish(),
    title: z.string().min(1).max(300).nullish(),
    description: z.string().min(1).max(2000).nullish(),
    resourceId: z.string().min(1).max(2000).nullish(),
    credentials: credentialsSchema.nullish(),
    tls: z
      .object({ validateCertificateChain: z.boolean().nullish(), validateCertificateName: z.boolean().nullish() })
      .nullish(),
    type: z.string().nullish(),
    pool: z.unknown().optional(),
    circuitBreaker: z.unknown().optional(),
    proxy: z.unknown().optional(),
    properties: z.object({ serviceFabricCluster: z.unknown().optional() }).nullish(),
  }),
});

type BackendBody = z.infer<typeof bodySchema>["properties"];

/** Backends (API Management REST: "Backend"), to which `set-backend-service` sends requests by their names. */
export function backendType(context: ManagementContext): ResourceType {
  const verbs = childType<BackendProperties>(context, {
    type: BACKENDS,
    noun: "Backend",
    schema: backendPropertiesSchema,
    make({ id, body }) {
      checkEntityName("backendId", lastName(id), 80);
      const { properties } = readBody(bodySchema, body);
      refuseUnsupported(properties);
      return {
        url: readUrl(properties.url),
        protocol: properties.protocol ?? "http",
        title: properties.title ?? undefined,
        description: properties.description ?? undefined,
        resourceId: properties.resourceId ?? undefined,
        credentials: readCredentials(properties.credentials, id, context.resources),
        tls: properties.tls ? { validateCertificateChain: true, validateCertificateName: true } : undefined,
      };
    },
    render: ({ url, protocol, title, description, resourceId, credentials, tls }) => ({
      title: title ?? null,
      description: description ?? null,
      url,
      protocol,
      ...(resourceId === undefined ? {} : { resourceId }),
      ...(credentials === undefined ? {} : { credentials }),
      ...(tls === undefined ? {} : { tls }),
    }),
  });

  return {
    ...verbs,
    actions: {
      reconnect() {
        throw notSupported("reconnect of backends", "The gateway connects anew by itself.");
      },
    },
  };
}

function readUrl(url: string | null | undefined): string {
  if (url !== null && url !== undefined && parseBackendUrl(url) !== undefined) return url;
  throw validationError({
    target: "url",
    message: `'${url ?? ""}' is not an absolute http or https URL without a query, a fragment or a password.`,
  });
}

function refuseUnsupported(backend: BackendBody): void {
  const asked = (value: unknown): boolean => value !== undefined && value !== null;
  if (asked(backend.pool) || (backend.type && backend.type.toLowerCase() !== "single")) {
    throw notSupported("backend pools (type, pool)", "Choose one of several backends in a policy.");
  }
  if (asked(backend.circuitBreaker)) throw notSupported("circuit breakers (circuitBreaker)", "Leave it out.");
  if (asked(backend.proxy)) throw notSupported("proxies of backends (proxy)", "Leave it out.");
  if (asked(backend.properties?.serviceFabricCluster)) {
    throw notSupported("Service Fabric backends (serviceFabricCluster)", "Give the backend's own url.");
  }
  const { validateCertificateChain, validateCertificateName } = backend.tls ?? {};
  if (validateCertificateChain === false || validateCertificateName === false) {
    throw notSupported("backends whose certificate isn't checked (tls)", "Use http, or a certificate that is trusted.");
  }
}
