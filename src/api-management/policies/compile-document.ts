import { PolicyDocumentError, type PolicyDocumentFault, type PolicyScope } from "../management/ports.ts";
import type { Section } from "../pipeline/context.ts";
import type { Step } from "../pipeline/step.ts";
import type { PolicyElement } from "../policy-document/policy-element.ts";
import { type PolicyFormat, readPolicyDocument } from "../policy-document/read-policy-document.ts";
import { isBase, type SectionPart, type SectionParts, sectionOf, sections } from "../policy-document/sections.ts";
import { substituteNamedValues } from "../policy-document/substitute-named-values.ts";
import { checkElement } from "./check-element.ts";
import { type CompileEnvironment, compilePolicies } from "./compile-policies.ts";
import type { PolicyReferences } from "./policy-references.ts";

/**
 * A policy document, compiled. A section that the document leaves out is absent here and inherits like one that holds only
 * `<base/>`: the sample's operation policies have nothing but `<inbound>`, and their requests are forwarded all the same.
 */
export type CompiledDocument = SectionParts<Step>;

/**
 * Compiles a document for its scope, with what it refers to by name. Throws `PolicyDocumentError` with everything that is
 * wrong with it.
 */
export function compileDocument(
  text: string,
  format: PolicyFormat,
  scope: PolicyScope,
  references: PolicyReferences,
): CompiledDocument {
  const faults: PolicyDocumentFault[] = [];
  const environment: CompileEnvironment = { faults, references, within: "document" };
  const root = substituteNamedValues(readPolicyDocument(text, format), references.namedValue, faults);
  if (root.name !== "policies") {
    throw new PolicyDocumentError([
      {
        line: root.line,
        column: root.column,
        message: `The root element is '${root.name}'; expected 'policies'.`,
        target: root.name,
      },
    ]);
  }
  checkElement(root, { name: "policies", contains: "policies" }, faults, false);
  const document: Partial<Record<Section, readonly SectionPart<Step>[]>> = {};
  for (const element of root.children) {
    const section = sectionOf(element);
    const place = { line: element.line, column: element.column, target: element.name };
    if (section === undefined)
      faults.push({
        ...place,
        message: `'${element.name}' is not a section: expected ${sections.map((name) => `'${name}'`).join(", ")}.`,
      });
    else if (document[section] !== undefined)
      faults.push({ ...place, message: `The section '${section}' stands twice.` });
    else document[section] = compileSection(element, section, scope, environment);
  }
  if (faults.length > 0) throw new PolicyDocumentError(faults);
  return document;
}

function compileSection(
  element: PolicyElement,
  section: Section,
  scope: PolicyScope,
  environment: CompileEnvironment,
): readonly SectionPart<Step>[] {
  const { faults } = environment;
  checkElement(element, { name: section, contains: "policies" }, faults, false);
  if (element.text !== undefined) {
    faults.push({
      line: element.text.line,
      column: element.text.column,
      message: `The section '${section}' can't contain text.`,
      target: section,
    });
  }
  const steps = compilePolicies(
    element.children.filter((child) => !isBase(child)),
    { section, scope, path: "" },
    environment,
  );
  const bases = element.children.filter(isBase);
  for (const base of bases.slice(1)) {
    faults.push({
      line: base.line,
      column: base.column,
      message: `'base' stands twice in the section '${section}'.`,
      target: "base",
    });
  }
  const [base] = bases;
  if (base === undefined) return [{ kind: "own", items: steps }];
  const before = element.children.indexOf(base);
  return [
    { kind: "own", items: steps.slice(0, before) },
    { kind: "base" },
    { kind: "own", items: steps.slice(before) },
  ];
}
