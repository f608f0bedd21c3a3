import { type ContextMember, contextMembers } from "../expressions/index.ts";
import type { DocumentKind } from "../management/ports.ts";
import type { Section } from "../pipeline/context.ts";
import { commonAttributes } from "../policies/check-element.ts";
import {
  type ElementDefinition,
  everyScope,
  everySection,
  type PolicyDefinition,
  type TextDefinition,
} from "../policies/definition.ts";
import { type PolicyNotHere, policiesNotHere } from "../policies/policies-not-here.ts";
import { policies } from "../policies/registry.ts";
import type { LineOrigin } from "./section-lines.ts";

/** An element that a section, or a fragment, may have. */
export interface CataloguedPolicy extends CataloguedElement {
  /** One sentence. */
  readonly summary: string;
  /** The page of the reference. */
  readonly url: string;
  readonly sections: readonly Section[];
  readonly scopes: readonly LineOrigin["scope"][];
  /** False: a document that has it is refused. */
  readonly isSupported: boolean;
}

export interface CataloguedElement {
  readonly name: string;
  readonly attributes: readonly CataloguedAttribute[];
  readonly children: readonly CataloguedElement[];
  /** That policies stand in it, beside or instead of `children`. */
  readonly contains?: "policies";
}

export interface CataloguedAttribute {
  readonly name: string;
  readonly isRequired: boolean;
  readonly takesExpression: boolean;
  /** The only values. */
  readonly values?: readonly string[];
}

export interface PolicyCatalogue {
  readonly policies: readonly CataloguedPolicy[];
  readonly members: readonly ContextMember[];
}

/** Every policy, by name, as its definition has it, and what expressions can use. */
export function policyCatalogue(): PolicyCatalogue {
  const all = [base, ...policies.map(runHere), ...policiesNotHere.map(notRunHere)];
  return { policies: all.toSorted((one, other) => (one.name < other.name ? -1 : 1)), members: contextMembers() };
}

const REFERENCE = "https://learn.microsoft.com/azure/api-management";

/** Not a policy, and nothing runs for it: it is resolved when scopes are merged. */
const base: CataloguedPolicy = {
  name: "base",
  summary: "Stands for what the broader scopes have in this section.",
  url: `${REFERENCE}/set-edit-policies`,
  sections: everySection,
  scopes: everyScope.filter((scope) => scope !== "fragment").map(scopeName),
  attributes: [],
  children: [],
  isSupported: true,
};

function runHere(policy: PolicyDefinition): CataloguedPolicy {
  const element = elementOf({ ...policy, attributes: { ...policy.attributes, ...commonAttributes } });
  return { ...element, ...described(policy), isSupported: true };
}

function notRunHere(policy: PolicyNotHere): CataloguedPolicy {
  return { name: policy.name, ...described(policy), attributes: [], children: [], isSupported: false };
}

function described({ name, summary, sections, scopes }: PolicyNotHere) {
  return { summary, url: `${REFERENCE}/${name}-policy`, sections, scopes: scopes.map(scopeName) };
}

function scopeName(scope: DocumentKind): LineOrigin["scope"] {
  return scope === "global" ? "service" : scope;
}

function elementOf({ name, attributes = {}, children = [], contains }: ElementDefinition): CataloguedElement {
  return {
    name,
    attributes: Object.entries(attributes)
      .filter(([, definition]) => definition.notHere !== true)
      .map(([attribute, definition]) => attributeOf(attribute, definition)),
    children: children.filter((child) => child.notHere !== true).map(elementOf),
    ...(contains === "policies" && { contains }),
  };
}

function attributeOf(name: string, { required, expression, type, values }: TextDefinition): CataloguedAttribute {
  const only = values ?? (type === "boolean" ? ["true", "false"] : undefined);
  return {
    name,
    isRequired: required === true,
    takesExpression: expression === true,
    ...(only !== undefined && { values: only }),
  };
}
