import { type DocumentKind, PolicyDocumentError, type PolicyDocumentFault } from "../management/ports.ts";
import type { Section } from "../pipeline/context.ts";
import type { Step } from "../pipeline/step.ts";
import type { PolicyElement } from "../policy-document/policy-element.ts";
import { readPolicyDocument } from "../policy-document/read-policy-document.ts";
import { substituteNamedValues } from "../policy-document/substitute-named-values.ts";
import { checkElement } from "./check-element.ts";
import { type BodyReads, createElementCompiler } from "./element-compiler.ts";
import type { FragmentSource, PolicyReferences } from "./policy-references.ts";
import { findPolicy, isKnownPolicy } from "./registry.ts";

export interface CompilePlace {
  readonly section: Section;
  readonly scope: DocumentKind;
  /** Path of the element that holds the policies; empty for a section. */
  readonly path: string;
}

/** What a document is compiled with. */
export interface CompileEnvironment {
  /** Whatever doesn't fit is written down here. */
  readonly faults: PolicyDocumentFault[];
  readonly references: PolicyReferences;
  /** Fragments can't include fragments. */
  readonly within: "document" | "fragment";
}

/** Compiles the policies in a section, or inside another policy. */
export function compilePolicies(
  elements: readonly PolicyElement[],
  place: CompilePlace,
  environment: CompileEnvironment,
): readonly Step[] {
  const counts = new Map<string, number>();
  const steps: Step[] = [];
  for (const element of elements) {
    const count = (counts.get(element.name) ?? 0) + 1;
    counts.set(element.name, count);
    const step = compilePolicy(element, { ...place, path: join(place.path, `${element.name}[${count}]`) }, environment);
    if (step !== undefined) steps.push(step);
  }
  return steps;
}

/**
 * Compiles a policy fragment, `<fragment>…</fragment>`, for the place that includes it. It holds policies only: no sections,
 * no `<base/>`, no other fragment ("Reuse policy configurations": limitations). Throws `PolicyDocumentError`, with places in
 * the fragment's own text.
 */
export function compileFragment(
  { text, format }: FragmentSource,
  place: CompilePlace,
  references: PolicyReferences,
): readonly Step[] {
  const faults: PolicyDocumentFault[] = [];
  const root = substituteNamedValues(readPolicyDocument(text, format), references.namedValue, faults);
  const rootFault = (message: string): void => {
    faults.push({ line: root.line, column: root.column, message, target: root.name });
  };
  if (root.name !== "fragment") rootFault(`The root element is '${root.name}'; expected 'fragment'.`);
  checkElement(root, { name: "fragment", contains: "policies" }, faults, false);
  if (root.text !== undefined) rootFault("A fragment can't contain text.");
  const steps = compilePolicies(root.children, place, { faults, references, within: "fragment" });
  if (faults.length > 0) throw new PolicyDocumentError(faults);
  return steps;
}

function compilePolicy(element: PolicyElement, place: CompilePlace, environment: CompileEnvironment): Step | undefined {
  const { faults, references, within } = environment;
  const { line, column, name } = element;
  const refuse = (message: string): undefined => {
    faults.push({ line, column, message, target: name });
    return undefined;
  };
  const definition = findPolicy(name);
  if (name === "base") return refuse("'base' can only stand directly in a section.");
  if (definition === undefined) {
    return refuse(
      isKnownPolicy(name)
        ? `The policy '${name}' is one that this version of Gatehouse does not run. Nothing of the document was saved.`
        : `'${name}' is not a policy: see "API Management policy reference" for their names.`,
    );
  }
  if (!definition.sections.includes(place.section))
    return refuse(`The policy is not allowed in the '${place.section}' section.`);
  const kind = within === "fragment" ? "fragment" : place.scope;
  if (!definition.scopes.includes(kind))
    return refuse(
      `The policy is not allowed ${kind === "fragment" ? "in a policy fragment" : `at the '${kind}' scope`}.`,
    );

  const faultsBefore = faults.length;
  checkElement(element, definition, faults, true);
  if (faults.length > faultsBefore) return undefined;
  const reads: BodyReads = { requestBody: false, responseBody: false };
  const compiler = createElementCompiler({
    faults,
    reads,
    compileChildren: (parent, path) =>
      compilePolicies(
        parent.children,
        { ...place, path: path === "" ? place.path : join(place.path, path) },
        environment,
      ),
    compileFragment: (id) => includeFragment(id, place, environment, refuse),
    hasBackend: references.hasBackend,
  });
  const run = definition.compile(element, compiler);
  return { policy: name, ...place, id: element.attributes.get("id")?.value ?? "", reads, run };
}

/** A fragment's policies. What is wrong with them is reported at the element that includes it: the rest of the text isn't theirs. */
function includeFragment(
  id: string,
  place: CompilePlace,
  { references }: CompileEnvironment,
  refuse: (message: string) => undefined,
): readonly Step[] {
  const source = references.fragment(id);
  if (source === undefined) {
    refuse(`Policy fragment with id '${id}' could not be found.`);
    return [];
  }
  try {
    return compileFragment(source, place, references);
  } catch (error) {
    if (!(error instanceof PolicyDocumentError)) throw error;
    for (const { line, column, message } of error.errors)
      refuse(`In policy fragment '${id}', line ${line}, column ${column}: ${message}`);
    return [];
  }
}

/** `LastError.Path` joins with a backslash: `choose[3]\when[2]` ("Error handling in API Management policies"). */
function join(parent: string, child: string): string {
  return parent === "" ? child : `${parent}\\${child}`;
}
