/**
 * `alternativeNames` of a managed identity's service principal: whether a person made it, and the id of the identity (of its
 * host, if it is system-assigned) with `resourcegroups` in lower case.
 */
export function alternativeNames(kind: "systemAssigned" | "userAssigned", resourceId: string): readonly string[] {
  return [
    `isExplicit=${kind === "userAssigned" ? "True" : "False"}`,
    resourceId.replace(/\/resourcegroups\//i, "/resourcegroups/"),
  ];
}
