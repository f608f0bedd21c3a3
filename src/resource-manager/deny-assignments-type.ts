import { notFound } from "./arm-error.ts";
import type { ResourceType } from "./resource-type.ts";

/**
 * Deny assignments (Authorization REST: "Deny Assignments"). Only Azure itself makes them, for deployment stacks and managed
 * applications, so here there are none.
 */
export const denyAssignmentsType: ResourceType = {
  type: "Microsoft.Authorization/denyAssignments",
  apiVersions: ["2018-07-01-preview", "2022-05-01"],
  scope: "extension",
  get({ name }) {
    throw notFound(`The deny assignment '${name}' is not found.`, "DenyAssignmentNotFound");
  },
  list: () => ({ status: 200, body: { value: [] } }),
};
