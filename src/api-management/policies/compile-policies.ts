import type { PolicyDocumentFault } from "../management/ports.ts";
import type { Section } from "../pipeline/context.ts";
import type { Step } from "../pipeline/step.ts";
import type { PolicyElement } from "../policy-document/policy-element.ts";
import { checkElement } from "./check-element.ts";
import { type BodyReads, createElementCompiler } from "./element-compiler.ts";
import { findPolicy, isKnownPolicy } from "./registry.ts";

export interface CompilePlace {
  readonly section: Section;
  readonly scope: string;
  /** Path of the element that holds the policies; empty for a section. */
  readonly path: string;
}

/** Compiles the policies in a section, or inside another policy. What doesn't fit is written to `faults`. */
export function compilePolicies(
  elements: readonly PolicyElement[],
  place: CompilePlace,
  faults: PolicyDocumentFault[],
): readonly Step[] {
  const counts = new Map<string, number>();
  const steps: Step[] = [];
  for (const element of elements) {
    const count = (counts.get(element.name) ?? 0) + 1;
    counts.set(element.name, count);
    const step = compilePolicy(element, { ...place, path: join(place.path, `${element.name}[${count}]`) }, faults);
    if (step !== undefined) steps.push(step);
  }
  return steps;
}

function compilePolicy(element: PolicyElement, place: CompilePlace, faults: PolicyDocumentFault[]): Step | undefined {
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

  const faultsBefore = faults.length;
  checkElement(element, definition, faults, true);
  if (faults.length > faultsBefore) return undefined;
  const reads: BodyReads = { requestBody: false, responseBody: false };
  const compiler = createElementCompiler({
    faults,
    reads,
    compileChildren: (parent, path) =>
      compilePolicies(parent.children, { ...place, path: path === "" ? place.path : join(place.path, path) }, faults),
  });
  const run = definition.compile(element, compiler);
  return { policy: name, ...place, id: element.attributes.get("id")?.value ?? "", reads, run };
}

/** `LastError.Path` joins with a backslash: `choose[3]\when[2]` ("Error handling in API Management policies"). */
function join(parent: string, child: string): string {
  return parent === "" ? child : `${parent}\\${child}`;
}
