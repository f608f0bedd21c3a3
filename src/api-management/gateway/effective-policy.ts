import type { Section } from "../pipeline/context.ts";
import type { Step } from "../pipeline/step.ts";
import type { SectionParts } from "../policy-document/sections.ts";

/** Every section of an operation's policy, each `<base/>` resolved. */
export type Effective<Item> = Readonly<Record<Section, readonly Item[]>>;

/** What runs for one operation. */
export type EffectivePolicy = Effective<Step>;

/** The documents that a request is under: of each scope that has one. */
export interface ScopedDocuments<Item> {
  readonly operation?: SectionParts<Item> | undefined;
  readonly api?: SectionParts<Item> | undefined;
  /** Of the product that the caller's subscription, or an open product, brings in. */
  readonly product?: SectionParts<Item> | undefined;
  readonly global: SectionParts<Item>;
}

/**
 * Merges documents from the most specific scope to the broadest. Each `<base/>` becomes what the next scope has in that
 * section; a section without one inherits nothing ("Set or edit policies": scopes), and one that is left out inherits like one
 * that holds only `<base/>`.
 */
export function mergeScopes<Item>({ operation, api, product, global }: ScopedDocuments<Item>): Effective<Item> {
  const present = [operation, api, product, global].filter((document) => document !== undefined);
  const resolve = (section: Section, from: number): readonly Item[] => {
    const document = present[from];
    if (document === undefined) return [];
    const parts = document[section];
    if (parts === undefined) return resolve(section, from + 1);
    return parts.flatMap((part) => (part.kind === "base" ? resolve(section, from + 1) : part.items));
  };
  return {
    inbound: resolve("inbound", 0),
    backend: resolve("backend", 0),
    outbound: resolve("outbound", 0),
    "on-error": resolve("on-error", 0),
  };
}
