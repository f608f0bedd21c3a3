import type { Section } from "../pipeline/context.ts";
import { includeFragment } from "../policies/include-fragment.ts";
import { findPolicy } from "../policies/registry.ts";
import type { PolicyElement } from "../policy-document/policy-element.ts";
import { readPolicyDocument } from "../policy-document/read-policy-document.ts";
import { isBase, type SectionPart, type SectionParts, sectionOf } from "../policy-document/sections.ts";
import { substituteNamedValues } from "../policy-document/substitute-named-values.ts";
import { type DocumentLine, documentLines } from "./document-lines.ts";

/** Which document a line is of. */
export interface LineOrigin {
  readonly scope: "service" | "product" | "api" | "operation" | "fragment";
  /** `All APIs`, or the display name of a product, API or operation, or the name of a fragment. */
  readonly scopeName: string;
  /** Resource id of the policy or fragment. */
  readonly policyId: string;
}

/** One line of an effective policy. */
export type EffectiveLine = DocumentLine & LineOrigin;

/** A document with where it is from, as `rawxml`. */
export interface ScopedText extends LineOrigin {
  readonly source: string;
}

/** What a document refers to. */
export interface LineReferences {
  /** The value behind `{{displayName}}`: one may hold the id of a fragment. */
  namedValue(displayName: string): string | undefined;
  fragment(id: string): ScopedText | undefined;
}

/**
 * What a document has in its sections, in lines; those of a fragment stand behind the element that includes it, one step
 * deeper. Throws `PolicyDocumentError` for a document or fragment that isn't well-formed.
 */
export function sectionLines(document: ScopedText, references: LineReferences): SectionParts<EffectiveLine> {
  const root = substituteNamedValues(readPolicyDocument(document.source, "rawxml"), references.namedValue, []);
  const parts: Partial<Record<Section, readonly SectionPart<EffectiveLine>[]>> = {};
  for (const element of root.children) {
    const section = sectionOf(element);
    if (section !== undefined) parts[section] = partsOf(element, document, references);
  }
  return parts;
}

function partsOf(
  section: PolicyElement,
  document: ScopedText,
  references: LineReferences,
): readonly SectionPart<EffectiveLine>[] {
  const lines = documentLines(document.source);
  const parts: SectionPart<EffectiveLine>[] = [];
  let from = section.span.innerStart;

  function ownUpTo(to: number): void {
    parts.push({ kind: "own", items: lines.within(section, { from, to }).map((line) => withOrigin(line, document)) });
  }

  for (const element of section.children.flatMap((child) => (isBase(child) ? [child] : inclusionsIn(child)))) {
    const { start, end } = element.span;
    if (isBase(element)) {
      ownUpTo(start);
      parts.push({ kind: "base" });
    } else {
      ownUpTo(end);
      const id = element.attributes.get("fragment-id")?.value.trim() ?? "";
      const depth = lines.depthAt(section, start) + 1;
      parts.push({ kind: "own", items: fragmentLines(references.fragment(id), depth) });
    }
    from = end;
  }
  ownUpTo(section.span.innerEnd);
  return parts;
}

/** The elements that include fragments: the policy itself, or those among the policies inside it. */
function inclusionsIn(policy: PolicyElement): readonly PolicyElement[] {
  if (policy.name === includeFragment.name) return [policy];
  const holders = findPolicy(policy.name)?.children?.filter(({ contains }) => contains === "policies") ?? [];
  return policy.children
    .filter(({ name }) => holders.some((holder) => holder.name === name))
    .flatMap(({ children }) => children.flatMap(inclusionsIn));
}

function fragmentLines(fragment: ScopedText | undefined, depth: number): readonly EffectiveLine[] {
  if (fragment === undefined) return [];
  const root = readPolicyDocument(fragment.source, "rawxml");
  const range = { from: root.span.innerStart, to: root.span.innerEnd };
  return documentLines(fragment.source)
    .within(root, range)
    .map((line) => withOrigin({ ...line, depth: line.depth + depth }, fragment));
}

function withOrigin(line: DocumentLine, { scope, scopeName, policyId }: LineOrigin): EffectiveLine {
  return { ...line, scope, scopeName, policyId };
}
