import { createHash } from "node:crypto";
import { AzureRequestError } from "../engine/azure-clients.ts";
import type { ResourceType } from "../engine/resource-type.ts";
import { answer, answerText } from "./answer.ts";
import { flag, key, text, textOf } from "./schema.ts";

const VERSION = "2022-04-01";

/** The provider makes up a GUID; here it follows from what is assigned, so that an interrupted apply finds its own again. */
function assignmentName(...parts: readonly string[]): string {
  const hex = createHash("sha256").update(parts.join("\n").toLowerCase()).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const azurermRoleAssignment: ResourceType = {
  type: "azurerm_role_assignment",
  mode: "managed",
  attributes: {
    name: text({ forceNew: true }),
    scope: key(),
    role_definition_name: text({ forceNew: true }),
    role_definition_id: text({ forceNew: true }),
    principal_id: key(),
    principal_type: text({ forceNew: true }),
    description: text({ forceNew: true }),
    skip_service_principal_aad_check: flag({ default: false }),
  },
  async create(config, { azure }) {
    const scope = textOf(config, "scope");
    const principalId = textOf(config, "principal_id");
    let roleDefinitionId = textOf(config, "role_definition_id");
    if (roleDefinitionId === "") {
      const roleName = textOf(config, "role_definition_name");
      const filter = encodeURIComponent(`roleName eq '${roleName.replaceAll("'", "''")}'`);
      const found = (answer(
        await azure.arm("GET", `${scope}/providers/Microsoft.Authorization/roleDefinitions?$filter=${filter}`, VERSION),
        "value",
      ) ?? []) as readonly { readonly id: string }[];
      const [role] = found;
      if (role === undefined)
        throw new AzureRequestError(404, "RoleDefinitionDoesNotExist", `There is no role "${roleName}" at ${scope}.`);
      roleDefinitionId = role.id;
    }
    const name = textOf(config, "name") || assignmentName(scope, roleDefinitionId, principalId);
    const principalType = textOf(config, "principal_type");
    const response = await azure.arm(
      "PUT",
      `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
      VERSION,
      {
        properties: {
          roleDefinitionId,
          principalId,
          description: textOf(config, "description"),
          ...(principalType === "" ? {} : { principalType }),
        },
      },
    );
    return {
      id: answerText(response, "id"),
      name,
      role_definition_id: roleDefinitionId,
      principal_type: answer(response, "properties", "principalType"),
    };
  },
  async delete(attributes, { azure }) {
    await azure.arm("DELETE", textOf(attributes, "id"), VERSION);
  },
};
