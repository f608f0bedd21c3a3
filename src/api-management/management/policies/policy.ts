import { z } from "zod";
import type { ResourceType } from "../../../resource-manager/index.ts";
import { childType } from "../child-type.ts";
import type { ManagementContext } from "../context.ts";
import { fetchLink } from "../fetch-link.ts";
import { childNotFound } from "../management-error.ts";
import { type PolicyProperties, policyPropertiesSchema } from "../model.ts";
import type { PolicyScope } from "../ports.ts";
import { readBody } from "../read-body.ts";
import { serviceIdOf } from "../resource-tree.ts";
import { defaultGlobalPolicy } from "./default-policy.ts";
import { documentFaults } from "./document-faults.ts";
import { convertPolicy, exportFormat } from "./policy-format.ts";
import { isPolicyName, policyScopes } from "./policy-scopes.ts";
import { refuseFaults } from "./refuse-faults.ts";

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
  return policyScopes.map(([type, scope]) => policyType(context, type, scope));
}

function policyType(context: ManagementContext, type: string, scope: PolicyScope): ResourceType {
  const verbs = childType<PolicyProperties>(context, {
    type,
    noun: "Policy",
    schema: policyPropertiesSchema,
    ...(scope === "global" && { initial: { policy: defaultGlobalPolicy } }),
    make({ request, id, body }) {
      if (!isPolicyName(request.target.id)) throw childNotFound("Policy");
      const { value, format: asked } = readBody(bodySchema, body).properties;
      const format = asked ?? "xml";
      refuseFaults(documentFaults(scope, { text: value, format, serviceId: serviceIdOf(id) }, context.policies));
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
