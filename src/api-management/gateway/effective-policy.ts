import type { Section } from "../pipeline/context.ts";
import type { Step } from "../pipeline/step.ts";
import type { CompiledDocument } from "../policies/compile-document.ts";

/** What runs for one operation: every `<base/>` resolved. */
export type EffectivePolicy = Readonly<Record<Section, readonly Step[]>>;

/**
 * Merges documents from the most specific scope to the broadest (operation, API, product, global). Each `<base/>` becomes what
 * the next scope has in that section; a section without one inherits nothing ("Set or edit policies": scopes).
 */
export function mergeScopes(documents: readonly (CompiledDocument | undefined)[]): EffectivePolicy {
  const present = documents.filter((document) => document !== undefined);
  const resolve = (section: Section, from: number): readonly Step[] => {
    const document = present[from];
    if (document === undefined) return [];
    const parts = document[section];
    if (parts === undefined) return resolve(section, from + 1);
    return parts.flatMap((part) => (part.kind === "base" ? resolve(section, from + 1) : part.steps));
  };
  return {
    inbound: resolve("inbound", 0),
    backend: resolve("backend", 0),
    outbound: resolve("outbound", 0),
    "on-error": resolve("on-error", 0),
  };
}
