import type { Section } from "../pipeline/context.ts";
import type { PolicyElement } from "./policy-element.ts";

/** The sections of a policy document, in the order in which they run. */
export const sections: readonly Section[] = ["inbound", "backend", "outbound", "on-error"];

/** A stretch of a section: what the document has there itself, or what the scope above has. */
export type SectionPart<Item> = { readonly kind: "own"; readonly items: readonly Item[] } | { readonly kind: "base" };

/** What a document has in its sections; one that it leaves out is absent. */
export type SectionParts<Item> = Partial<Readonly<Record<Section, readonly SectionPart<Item>[]>>>;

/** The section that an element of a document is; undefined for any other element. */
export function sectionOf(element: PolicyElement): Section | undefined {
  return sections.find((name) => name === element.name);
}

/** Whether the element stands for what the scope above has. */
export function isBase(element: PolicyElement): boolean {
  return element.name === "base";
}
