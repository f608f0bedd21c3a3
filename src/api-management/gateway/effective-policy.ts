import type { Section } from "../pipeline/context.ts";
import type { Step } from "../pipeline/step.ts";
import type { CompiledDocument } from "../policies/compile-document.ts";

/** What runs for one operation: every `<base/>` resolved. */
export interface EffectivePolicy {
  /** The policies of inbound, backend and outbound, one after the other: each knows its section. */
  readonly main: readonly Step[];
  readonly onError: readonly Step[];
}

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
    main: [...resolve("inbound", 0), ...resolve("backend", 0), ...resolve("outbound", 0)],
    onError: resolve("on-error", 0),
  };
}
