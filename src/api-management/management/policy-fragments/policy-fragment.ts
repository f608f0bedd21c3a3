import { z } from "zod";
import type { ResourceType } from "../../../resource-manager/index.ts";
import { childType } from "../child-type.ts";
import type { ManagementContext } from "../context.ts";
import { checkEntityName } from "../entity-name.ts";
import { validationError } from "../management-error.ts";
import { POLICY_FRAGMENTS, type PolicyFragmentProperties, policyFragmentPropertiesSchema } from "../model.ts";
import { documentFaults } from "../policies/document-faults.ts";
import { findMention } from "../policies/find-mention.ts";
import { convertPolicy, exportFormat } from "../policies/policy-format.ts";
import { refuseFaults } from "../policies/refuse-faults.ts";
import { readBody } from "../read-body.ts";
import { lastName, serviceIdOf } from "../resource-tree.ts";

const bodySchema = z.object({
  properties: z.object({
    value: z.string(),
    description: z.string().max(1000).nullish(),
    format: z.enum(["xml", "rawxml"]).nullish(),
  }),
});

/**
 * Policy fragments (API Management REST: "PolicyFragment"), which documents include. One is compiled before it is stored,
 * and can't be deleted while a document includes it.
 */
export function policyFragmentType(context: ManagementContext): ResourceType {
  const { resources, policies } = context;

  const verbs = childType<PolicyFragmentProperties>(context, {
    type: POLICY_FRAGMENTS,
    noun: "Policy fragment",
    schema: policyFragmentPropertiesSchema,
    deleting({ id, name }) {
      const literal = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      const inclusion = new RegExp(`<include-fragment\\s[^>]*fragment-id\\s*=\\s*["']\\s*${literal}\\s*["']`, "i");
      const user = findMention(serviceIdOf(id), inclusion, resources);
      if (user === undefined) return;
      throw validationError({
        target: "id",
        message: `Policy fragment '${name}' is included by '${user}' and can't be deleted. Take it out there first.`,
      });
    },
    make({ id, body }) {
      checkEntityName("id", lastName(id), 80);
      const { value, description, format: asked } = readBody(bodySchema, body).properties;
      const format = asked ?? "xml";
      refuseFaults(documentFaults("fragment", { text: value, format, serviceId: serviceIdOf(id) }, policies));
      return { format, value, description: description ?? undefined };
    },
    render({ format, value, description }, request) {
      const wanted = request.body === undefined ? exportFormat(request) : format;
      return {
        format: wanted,
        value: convertPolicy(value, format, wanted),
        description: description ?? null,
        provisioningState: "Succeeded",
      };
    },
  });

  const { type, apiVersions, get, head, put, list } = verbs;
  return { type, apiVersions, get, head, put, list, delete: verbs.delete };
}
