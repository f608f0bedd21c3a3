import { parseResourceId } from "../../../resource-manager/index.ts";
import type { ManagementContext } from "../context.ts";
import { checkEntityName } from "../entity-name.ts";
import { childNotFound, ManagementError } from "../management-error.ts";
import { POLICY_FRAGMENTS } from "../model.ts";
import type { DocumentKind } from "../ports.ts";
import { lastName, requireParent, serviceIdOf } from "../resource-tree.ts";
import { type DocumentFault, documentFaults } from "./document-faults.ts";
import { isPolicyName, policyScopes } from "./policy-scopes.ts";

const kinds: ReadonlyMap<string, DocumentKind> = new Map(
  [...policyScopes, [POLICY_FRAGMENTS, "fragment"] as const].map(([type, kind]) => [type.toLowerCase(), kind]),
);

/** A document as an editor has it: to be put as `rawxml`. */
export interface DraftPolicy {
  /** Resource id of the policy, or of the policy fragment. */
  readonly policyId: string;
  readonly document: string;
}

/**
 * All that a PUT of the document would be refused for, without saving it. Throws the `ManagementError` of a PUT that is refused
 * whatever the document says: the scope isn't there, or the id is that of no policy.
 */
export function checkPolicy(
  { policyId, document }: DraftPolicy,
  { resources, policies }: Pick<ManagementContext, "resources" | "policies">,
): readonly DocumentFault[] {
  const target = parseResourceId(policyId);
  const kind = kinds.get(target?.type.toLowerCase() ?? "");
  const hasName = target !== undefined && target.names.length === target.type.split("/").length - 1;
  if (kind === undefined || !hasName) {
    const expected = "expected the resource id of a policy or of a policy fragment";
    throw new ManagementError(400, "InvalidPolicyId", `'${policyId}' is not the id of a policy: ${expected}.`);
  }
  requireParent(target, resources);
  if (kind === "fragment") checkEntityName("id", lastName(target.id), 80);
  else if (!isPolicyName(target.id)) throw childNotFound("Policy");
  return documentFaults(kind, { text: document, format: "rawxml", serviceId: serviceIdOf(target.id) }, policies);
}
