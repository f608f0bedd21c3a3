import type { Config, ResourceType } from "../engine/resource-type.ts";
import { answerText } from "./answer.ts";
import { isThere } from "./arm-resource.ts";
import { graphList } from "./graph-list.ts";
import { key, textOf } from "./schema.ts";

function collection(config: Config): string {
  return `/servicePrincipals/${textOf(config, "resource_object_id")}/appRoleAssignedTo`;
}

function attributes(config: Config, assignmentId: string): Config {
  const id = `/servicePrincipals/${textOf(config, "resource_object_id")}/appRoleAssignedTo/${assignmentId}`;
  return { id, assignment_id: assignmentId };
}

/** An app role that a principal has. Nothing of it can be changed. */
export const azureadAppRoleAssignment: ResourceType = {
  type: "azuread_app_role_assignment",
  mode: "managed",
  attributes: { app_role_id: key(), principal_object_id: key(), resource_object_id: key() },
  async create(config, { azure }) {
    const response = await azure.graph("POST", collection(config), {
      appRoleId: config.app_role_id,
      principalId: config.principal_object_id,
      resourceId: config.resource_object_id,
    });
    return attributes(config, answerText(response, "id"));
  },
  async adopt(config, { azure }) {
    const same = (await graphList(azure, collection(config))).find(
      ({ appRoleId, principalId }) => appRoleId === config.app_role_id && principalId === config.principal_object_id,
    );
    return same === undefined ? undefined : attributes(config, textOf(same, "id"));
  },
  async exists(before, { azure }) {
    const assignmentId = textOf(before, "assignment_id");
    let isListed = false;
    const isResourceThere = await isThere(async () => {
      isListed = (await graphList(azure, collection(before))).some(({ id }) => id === assignmentId);
    });
    return isResourceThere && isListed;
  },
  async delete(before, { azure }) {
    await azure.graph("DELETE", `${collection(before)}/${textOf(before, "assignment_id")}`);
  },
};
