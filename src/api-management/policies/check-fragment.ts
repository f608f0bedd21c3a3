import { PolicyDocumentError } from "../management/ports.ts";
import type { Section } from "../pipeline/context.ts";
import { compileFragment } from "./compile-policies.ts";
import { everySection } from "./definition.ts";
import type { FragmentSource, PolicyReferences } from "./policy-references.ts";

/**
 * Checks a fragment before it is stored. Where it will be included isn't known yet, so it is in order when it fits at least
 * one section. Throws `PolicyDocumentError` with what is wrong in the section that it fits best.
 */
export function checkFragment(source: FragmentSource, references: PolicyReferences): void {
  const failures = everySection.map((section) => failureIn(section, source, references));
  if (failures.includes(undefined)) return;
  const [best] = failures
    .filter((failure) => failure !== undefined)
    .sort((one, other) => one.errors.length - other.errors.length);
  if (best !== undefined) throw best;
}

function failureIn(
  section: Section,
  source: FragmentSource,
  references: PolicyReferences,
): PolicyDocumentError | undefined {
  try {
    compileFragment(source, { section, scope: "fragment", path: "" }, references);
    return undefined;
  } catch (error) {
    if (error instanceof PolicyDocumentError) return error;
    throw error;
  }
}
