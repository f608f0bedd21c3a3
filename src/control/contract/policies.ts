/** Shapes of `/gatehouse/policies/…`: what the portal's policy editor knows. */

export type PolicySection = "inbound" | "backend" | "outbound" | "on-error";
export type PolicyScopeKind = "service" | "product" | "api" | "operation" | "fragment";

/** One line of the effective policy of an operation. */
export interface EffectiveLine {
  /** The line without its indentation; formatting is that of the stored document. */
  readonly text: string;
  /** How deep it is within the section; 0 for the section's own children. */
  readonly depth: number;
  readonly scope: PolicyScopeKind;
  /** Name of the scope: `All APIs`, or the display name of a product, API, operation or fragment. */
  readonly scopeName: string;
  /** Id of the policy document (or fragment) that it came from. */
  readonly policyId: string;
  /** Line in that document, from 1. */
  readonly line: number;
}

/** Answer of `GET /gatehouse/policies/effective?operation={operation id}[&product={product id}]`. */
export interface EffectivePolicy {
  readonly sections: Readonly<Record<PolicySection, readonly EffectiveLine[]>>;
}

/** Places are those of editors: lines and columns from 1, the end behind the last character. */
export interface PolicyProblem {
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Answer of `POST /gatehouse/policies/check` with `{ "policyId": "…", "document": "<policies>…" }`: what a save would be refused for. */
export interface PolicyCheck {
  readonly problems: readonly PolicyProblem[];
}

/** One element that a policy document may have. */
export interface PolicyDefinition {
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  /** The page of the reference. */
  readonly url: string;
  readonly sections: readonly PolicySection[];
  readonly scopes: readonly PolicyScopeKind[];
  readonly attributes: readonly PolicyAttribute[];
  /** Names of the elements that it may contain, with their own definitions. */
  readonly children: readonly PolicyChild[];
  /** False: Gatehouse refuses a document that has it. */
  readonly isSupported: boolean;
}

export interface PolicyAttribute {
  readonly name: string;
  readonly isRequired: boolean;
  /** True if the value may be an expression, `@(…)`. */
  readonly takesExpression: boolean;
  /** The only values, if there are only some. */
  readonly values?: readonly string[];
}

export interface PolicyChild {
  readonly name: string;
  readonly attributes: readonly PolicyAttribute[];
  readonly children: readonly PolicyChild[];
  /** That it holds policies, as `when` of `choose` does. */
  readonly contains?: "policies";
}

/** A member of `context` or one of its types, for completion within an expression. */
export interface ExpressionMember {
  /** `context.Request`. */
  readonly owner: string;
  readonly name: string;
  /** C# signature. */
  readonly signature: string;
}

/** Answer of `GET /gatehouse/policies/catalogue`. */
export interface PolicyCatalogue {
  readonly policies: readonly PolicyDefinition[];
  readonly members: readonly ExpressionMember[];
}
