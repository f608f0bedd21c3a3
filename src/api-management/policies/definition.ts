import type { DocumentKind } from "../management/ports.ts";
import type { Section } from "../pipeline/context.ts";
import type { Run } from "../pipeline/step.ts";
import type { PolicyElement } from "../policy-document/policy-element.ts";
import { sections } from "../policy-document/sections.ts";
import type { ElementCompiler } from "./element-compiler.ts";

/** What an attribute, or an element's text, may hold. */
export interface TextDefinition {
  readonly required?: boolean;
  /** True: though required, it may be empty. */
  readonly mayBeEmpty?: boolean;
  /** True: a policy expression may stand here. */
  readonly expression?: boolean;
  readonly type?: "string" | "boolean" | "integer" | "status";
  /** The only literal values that are taken. */
  readonly values?: readonly string[];
  /** True: Azure has it and this gateway doesn't run it, so it is refused. */
  readonly notHere?: boolean;
}

/** An element inside a policy. */
export interface ElementDefinition {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, TextDefinition>>;
  /** Child elements, in the order in which they must stand ("Set the policy's elements in the order provided"). */
  readonly children?: readonly ChildDefinition[];
  /** Absent: no text. */
  readonly text?: TextDefinition;
  /** `policies`: its children are policies. `template`: its content is text, whatever it looks like. */
  readonly contains?: "policies" | "template";
}

export interface ChildDefinition extends ElementDefinition {
  readonly min?: number;
  /** 1 unless said. */
  readonly max?: number;
  /** True: Azure has it and this gateway doesn't run it, so it is refused. */
  readonly notHere?: boolean;
}

/**
 * A policy: where it may stand, what it takes and what it does. Validation, compilation and the table of the docs all come
 * from this. `compile` runs once, when the document is saved; per request only the function it returns runs.
 */
export interface PolicyDefinition extends ElementDefinition {
  /** One sentence. */
  readonly summary: string;
  readonly sections: readonly Section[];
  readonly scopes: readonly DocumentKind[];
  /** One sentence or page title: where its behaviour comes from. */
  readonly source: string;
  compile(element: PolicyElement, compiler: ElementCompiler): Run;
}

export const everySection = sections;

/** Documents of every scope, and fragments. */
export const everyScope: readonly DocumentKind[] = ["global", "product", "api", "operation", "fragment"];
