/** What an editor of policies asks: what runs, what a save would say, and what can be written. */
import type { ResourceStore } from "../../resource-manager/index.ts";
import type { Effective } from "../gateway/effective-policy.ts";
import { checkPolicy, type DraftPolicy } from "../management/policies/check-policy.ts";
import type { PolicyCompiler } from "../management/ports.ts";
import { type EffectiveRequest, effectivePolicy } from "./effective-policy.ts";
import { type PolicyCatalogue, policyCatalogue } from "./policy-catalogue.ts";
import { type PolicyProblem, policyProblems } from "./policy-problems.ts";
import type { EffectiveLine } from "./section-lines.ts";

export interface PolicyEditor {
  /** The lines that run for an operation. Throws `ManagementError` for what isn't there or can't be read. */
  effective(request: EffectiveRequest): Effective<EffectiveLine>;
  /** All that a PUT of the document as `rawxml` would be refused for. Throws `ManagementError` when no document could be put there. */
  check(draft: DraftPolicy): readonly PolicyProblem[];
  catalogue(): PolicyCatalogue;
}

export interface PolicyEditorOptions {
  readonly resources: ResourceStore;
  readonly policies: PolicyCompiler;
}

/** `policies` is the compiler that saved documents go through. */
export function createPolicyEditor(options: PolicyEditorOptions): PolicyEditor {
  const { resources } = options;
  return {
    effective: (request) => effectivePolicy(request, resources),
    // Faults have places in the text without a byte order mark, which editors don't show either.
    check: (draft) => policyProblems(draft.document.replace(/^\uFEFF/, ""), checkPolicy(draft, options)),
    catalogue: policyCatalogue,
  };
}
