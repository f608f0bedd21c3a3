import type { LambdaSyntax } from "../syntax/ast.ts";
import type { FoundMember } from "../types/members.ts";
import type { NetType } from "../types/net-type.ts";
import type { BoundExpression } from "./bound.ts";

/** What an expression can turn out to be before it is used: a value, or something that only some places accept. */
export type Operand =
  | { readonly kind: "value"; readonly at: number; readonly value: BoundExpression }
  | { readonly kind: "type"; readonly at: number; readonly type: NetType }
  | { readonly kind: "namespace"; readonly at: number; readonly name: string }
  | MethodGroup
  | { readonly kind: "lambda"; readonly at: number; readonly syntax: LambdaSyntax }
  | { readonly kind: "default"; readonly at: number }
  | { readonly kind: "throw"; readonly at: number; readonly value: BoundExpression };

/** The methods that one name means, before arguments choose among them. */
export interface MethodGroup {
  readonly kind: "methods";
  readonly at: number;
  readonly name: string;
  readonly receiver: BoundExpression | null;
  readonly candidates: readonly FoundMember[];
  readonly extensions: readonly FoundMember[];
  readonly typeArguments: readonly NetType[];
}
