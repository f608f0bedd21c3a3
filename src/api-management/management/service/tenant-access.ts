import { z } from "zod";
import type { ResourceRequest, ResourceResponse, ResourceType } from "../../../resource-manager/index.ts";
import { childType } from "../child-type.ts";
import type { ManagementContext } from "../context.ts";
import { etagHeader } from "../etags.ts";
import { childNotFound, notSupported } from "../management-error.ts";
import { readBody } from "../read-body.ts";
import { requireParent } from "../resource-tree.ts";
import { newSubscriptionKey } from "../subscriptions/subscription-key.ts";

export const TENANT = "Microsoft.ApiManagement/service/tenant";

export const tenantAccessNames = ["access", "gitAccess"] as const;

export const tenantAccessPropertiesSchema = z.object({
  etag: z.string(),
  enabled: z.literal(false),
  primaryKey: z.string(),
  secondaryKey: z.string(),
});
type TenantAccessProperties = Readonly<z.infer<typeof tenantAccessPropertiesSchema>>;

const bodySchema = z.object({ properties: z.object({ enabled: z.boolean().nullish() }) });

/**
 * Credentials of the direct management API and of Git access (API Management REST: "TenantAccess"). This cloud has neither,
 * so they can be read but not enabled.
 */
export function tenantAccessType(context: ManagementContext): ResourceType {
  const { resources, etags } = context;

  function find(request: ResourceRequest): TenantAccessProperties {
    requireParent(request.target, resources);
    const stored = resources.get(request.target.id);
    if (stored === undefined) throw childNotFound("Tenant access");
    return tenantAccessPropertiesSchema.parse(stored.properties);
  }

  function regenerate(name: "primaryKey" | "secondaryKey"): (request: ResourceRequest) => ResourceResponse {
    return (request) => {
      const properties = { ...find(request), [name]: newSubscriptionKey(), etag: etags.next() };
      const stored = resources.get(request.target.id);
      if (stored !== undefined) resources.put({ ...stored, properties });
      return { status: 204 };
    };
  }

  const verbs = childType<TenantAccessProperties>(context, {
    type: TENANT,
    noun: "Tenant access",
    schema: tenantAccessPropertiesSchema,
    make({ body, existing }) {
      if (existing === undefined) throw childNotFound("Tenant access");
      if (readBody(bodySchema, body).properties.enabled === true) {
        throw notSupported("direct management API or Git access", "Use Resource Manager.");
      }
      return { enabled: false, primaryKey: existing.primaryKey, secondaryKey: existing.secondaryKey };
    },
    render: ({ enabled }, request) => ({ enabled, id: principalOf(request.name) }),
  });

  const { get, head, put, patch, list } = verbs;
  return {
    type: TENANT,
    apiVersions: verbs.apiVersions,
    get,
    head,
    put,
    patch,
    list,
    actions: {
      listsecrets(request) {
        const { etag, enabled, primaryKey, secondaryKey } = find(request);
        const id = principalOf(request.name);
        return {
          status: 200,
          headers: etagHeader(etag),
          body: { id, principalId: id, primaryKey, secondaryKey, enabled },
        };
      },
      regenerateprimarykey: regenerate("primaryKey"),
      regeneratesecondarykey: regenerate("secondaryKey"),
    },
  };
}

/** The name that these credentials are used under. */
function principalOf(name: string): string {
  return name.toLowerCase() === "gitaccess" ? "git" : "integration";
}
