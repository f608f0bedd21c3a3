import { Badge } from "@fluentui/react-components";
import { AppsListRegular, BoxRegular, CloudRegular, PuzzlePieceRegular, TargetRegular } from "@fluentui/react-icons";
import type { PolicyScopeKind } from "../../../../control/contract/policies.ts";
import { scopeNames } from "./scopes.ts";

const looks = {
  operation: { color: "brand", icon: <TargetRegular /> },
  api: { color: "success", icon: <AppsListRegular /> },
  product: { color: "warning", icon: <BoxRegular /> },
  service: { color: "informative", icon: <CloudRegular /> },
  fragment: { color: "severe", icon: <PuzzlePieceRegular /> },
} as const satisfies Readonly<Record<PolicyScopeKind, unknown>>;

/** A scope, by colour, picture and word. */
export function ScopeMark({ scope }: { readonly scope: PolicyScopeKind }) {
  const { color, icon } = looks[scope];
  return (
    <Badge appearance="tint" color={color} icon={icon}>
      {scopeNames[scope]}
    </Badge>
  );
}
