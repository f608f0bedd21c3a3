import type { TypeTable } from "../../types/type-definition.ts";
import type { PolicyContext } from "../../policy-context.ts";

export const contextType: TypeTable = {
  name: "IContext",
  kind: "interface",
  members: {
    "IReadOnlyDictionary<string, object> Variables": (context: PolicyContext) => context.variables,
  },
};
