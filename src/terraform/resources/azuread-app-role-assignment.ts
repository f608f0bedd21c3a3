import type { Config, ResourceType } from "../engine/resource-type.ts";
import { answer, answerText } from "./answer.ts";
import { key, textOf } from "./schema.ts";

interface Assignment {
  readonly id: string;
  readonly appRoleId: string;
  readonly principalId: string;
}

export const azureadAppRoleAssignment: ResourceType = {
  type: "azuread_app_role_assignment",
  mode: "managed",
  attributes: { app_role_id: key(), principal_object_id: key(), resource_object_id: key() },
  async create(config, { azure }): Promise<Config> {
    const [appRoleId, principalId, resourceId] = [
      textOf(config, "app_role_id"),
      textOf(config, "principal_object_id"),
      textOf(config, "resource_object_id"),
    ];
    const path = `/servicePrincipals/${resourceId}/appRoleAssignedTo`;
    const existing = (answer(await azure.graph("GET", path), "value") ?? []) as unknown as readonly Assignment[];
    const same = existing.find(
      (assignment) => assignment.appRoleId === appRoleId && assignment.principalId === principalId,
    );
    const assignmentId =
      same?.id ?? answerText(await azure.graph("POST", path, { appRoleId, principalId, resourceId }), "id");
    return { id: `/servicePrincipals/${resourceId}/appRoleAssignedTo/${assignmentId}`, assignment_id: assignmentId };
  },
  async delete(before, { azure }) {
    await azure.graph("DELETE", textOf(before, "id"));
  },
};
