import { z } from "zod";
import type { ResourceId } from "../platform/index.ts";
import {
  badRequest,
  conflict,
  parentId,
  parseBody,
  type Resource,
  type ResourceRequest,
  type ResourceStore,
  type ResourceType,
  resourceNotFound,
} from "../resource-manager/index.ts";
import { USER_ASSIGNED_IDENTITY } from "./user-assigned-identity.ts";

const TYPE = `${USER_ASSIGNED_IDENTITY}/federatedIdentityCredentials`;

const propertiesSchema = z.object({
  issuer: z.string().min(1).max(600),
  subject: z.string().min(1).max(600),
  audiences: z.array(z.string().min(1).max(600)).length(1),
});
const bodySchema = z.object({ properties: propertiesSchema });
/** "Important considerations and restrictions for federated identity credentials". */
const MOST = 20;

/**
 * Tokens of other issuers that an identity may be had for (Microsoft.ManagedIdentity: "Federated Identity Credentials"). They are kept
 * and shown; no token is exchanged here, which the token endpoint says when it is asked to.
 */
export function federatedCredentials(resources: ResourceStore): ResourceType {
  function find(request: ResourceRequest): Resource {
    const found = resources.get(request.target.id);
    if (found !== undefined) return found;
    throw resourceNotFound(TYPE, request.target.names.join("/"), request.target.resourceGroup);
  }

  return {
    type: TYPE,
    apiVersions: ["2022-01-31-preview", "2024-11-30"],
    get: (request) => ({ status: 200, body: find(request) }),
    put(request) {
      const { issuer, subject, audiences } = parseBody(bodySchema, request.body).properties;
      checkName(request.name);
      checkIssuer(issuer);
      const existing = resources.get(request.target.id);
      const others = resources
        .list(TYPE, parentId(request.target.id))
        .filter(({ id }) => id.toLowerCase() !== request.target.id.toLowerCase());
      for (const other of others) {
        const taken = propertiesSchema.parse(other.properties);
        if (taken.issuer !== issuer || taken.subject !== subject) continue;
        throw conflict("Issuer and subject combination already exists for this Managed Identity.", "Conflict");
      }
      if (existing === undefined && others.length >= MOST) {
        throw badRequest(
          `The managed identity has ${MOST} federated identity credentials, the most that one may have.`,
        );
      }
      const credential: Resource = {
        id: existing?.id ?? (request.target.id as ResourceId),
        name: existing?.name ?? request.name,
        type: TYPE,
        properties: { issuer, subject, audiences },
      };
      resources.put(credential);
      return { status: existing === undefined ? 201 : 200, body: credential };
    },
    delete: ({ target }) => ({ status: resources.delete(target.id) ? 200 : 204 }),
    list({ target }) {
      const identity = target.id.slice(0, target.id.lastIndexOf("/"));
      return { status: 200, body: { value: resources.list(TYPE, identity) } };
    },
  };
}

function checkName(name: string): void {
  if (/^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/.test(name)) return;
  throw badRequest(
    `'${name}' is not a name for a federated identity credential: it takes 3 to 120 letters, digits, hyphens and underscores, beginning with a letter or a digit.`,
  );
}

function checkIssuer(issuer: string): void {
  if (URL.parse(issuer)?.protocol === "https:") return;
  throw badRequest(`The issuer '${issuer}' is not an https URL.`);
}
