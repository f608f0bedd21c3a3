import { z } from "zod";
import type { ResourceRequest, ResourceType } from "../../../resource-manager/index.ts";
import { childType } from "../child-type.ts";
import type { ManagementContext } from "../context.ts";
import { fetchLink } from "../fetch-link.ts";
import { childNotFound, validationError } from "../management-error.ts";
import {
  API_POLICIES,
  GLOBAL_POLICIES,
  OPERATION_POLICIES,
  type PolicyProperties,
  PRODUCT_POLICIES,
  policyPropertiesSchema,
} from "../model.ts";
import type { PolicyScope } from "../ports.ts";
import { readBody } from "../read-body.ts";
import { lastName, serviceIdOf } from "../resource-tree.ts";
import { defaultGlobalPolicy } from "./default-policy.ts";
import { convertPolicy, exportFormat } from "./policy-format.ts";
import { refuseFaults } from "./refuse-faults.ts";

const scopes = [
  [GLOBAL_POLICIES, "global"],
  [PRODUCT_POLICIES, "product"],
  [API_POLICIES, "api"],
  [OPERATION_POLICIES, "operation"],
] as const;

const bodySchema = z.object({
  properties: z.object({
    value: z.string(),
    format: z.enum(["xml", "rawxml"]).nullish(),
  }),
});

const linkedFormats = { "xml-link": "xml", "rawxml-link": "rawxml" } as const;
const linkBodySchema = z.object({
  properties: z.object({ value: z.string(), format: z.enum(["xml-link", "rawxml-link"]) }),
});

/**
 * Policy documents at the four scopes (API Management REST: "Policy", "ProductPolicy", "ApiPolicy", "ApiOperationPolicy").
 * A document is compiled before it is stored; one with errors changes nothing.
 */
export function policyTypes(context: ManagementContext): readonly ResourceType[] {
  return scopes.map(([type, scope]) => policyType(context, type, scope));
}

function policyType(context: ManagementContext, type: string, scope: PolicyScope): ResourceType {
  const verbs = childType<PolicyProperties>(context, {
    type,
    noun: "Policy",
    schema: policyPropertiesSchema,
    ...(scope === "global" && { initial: { policy: defaultGlobalPolicy } }),
    make({ request, id, body }) {
      if (!isPolicyName(request)) throw childNotFound("Policy");
      const { value, format: asked } = readBody(bodySchema, body).properties;
      const format = asked ?? "xml";
      checkSize(value);
      refuseFaults(() => context.policies.check({ text: value, format, scope, serviceId: serviceIdOf(id) }));
      return { format, value };
    },
    render({ format, value }, request) {
      // A PUT is answered in the format that it sent; only reads choose one.
      const wanted = request.body === undefined ? exportFormat(request) : format;
      return { format: wanted, value: convertPolicy(value, format, wanted) };
    },
  });

  const { get, head, list } = verbs;
  return {
    type,
    apiVersions: verbs.apiVersions,
    get,
    head,
    put: async (request) => verbs.put({ ...request, body: await withoutLink(request.body, context) }),
    list,
    delete: verbs.delete,
  };
}

/** A body with the document itself in place of a link to it, which is fetched once. */
async function withoutLink(body: unknown, context: ManagementContext): Promise<unknown> {
  const parsed = linkBodySchema.safeParse(body);
  if (!parsed.success) return body;
  const { value, format } = parsed.data.properties;
  return { properties: { value: await fetchLink(value, context), format: linkedFormats[format] } };
}

/** The one name that a policy may have. */
function isPolicyName(request: ResourceRequest): boolean {
  return lastName(request.target.id).toLowerCase() === "policy";
}

/** 256 KiB, as "API Management limits" says. */
const MAXIMUM_BYTES = 256 * 1024;

function checkSize(value: string): void {
  const bytes = Buffer.byteLength(value);
  if (bytes <= MAXIMUM_BYTES) return;
  throw validationError({
    target: "value",
    message: `The policy document has ${bytes} bytes; ${MAXIMUM_BYTES} are the most that a policy may have.`,
  });
}
