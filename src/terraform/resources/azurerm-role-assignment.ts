import { AzureRequestError } from "../engine/azure-request-error.ts";
import type { Config, ResourceContext, ResourceType } from "../engine/resource-type.ts";
import { answer, answerList, answerText } from "./answer.ts";
import { armResource } from "./arm-resource.ts";
import { madeUpGuid } from "./made-up-guid.ts";
import { flag, given, key, text, textOf } from "./schema.ts";

const VERSION = "2022-04-01";

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
    // For the provider: whether to wait until the directory knows a new principal. There is no such delay here.
    skip_service_principal_aad_check: flag(),
  },
  exactlyOne: [["role_definition_name", "role_definition_id"]],
  ...armResource(VERSION),
  async create(config, context) {
    const scope = textOf(config, "scope");
    const principalId = textOf(config, "principal_id");
    const roleDefinitionId = textOf(config, "role_definition_id") || (await findRole(config, context));
    const name =
      textOf(config, "name") || madeUpGuid(context.cwd, context.address, scope, roleDefinitionId, principalId);
    const path = `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
    const response = await context.azure.arm("PUT", path, VERSION, {
      properties: {
        roleDefinitionId,
        principalId,
        description: textOf(config, "description"),
        ...given("principalType", textOf(config, "principal_type")),
      },
    });
    return {
      id: answerText(response, "id"),
      name,
      role_definition_id: roleDefinitionId,
      principal_type: answer(response, "properties", "principalType"),
    };
  },
};

/** The id of the role with that name, as it is known at the scope. */
async function findRole(config: Config, { azure }: ResourceContext): Promise<string> {
  const [scope, name] = [textOf(config, "scope"), textOf(config, "role_definition_name")];
  const filter = encodeURIComponent(`roleName eq '${name.replaceAll("'", "''")}'`);
  const path = `${scope}/providers/Microsoft.Authorization/roleDefinitions?$filter=${filter}`;
  const [role] = answerList(await azure.arm("GET", path, VERSION), "value");
  if (role !== undefined) return textOf(role, "id");
  throw new AzureRequestError(404, "RoleDefinitionDoesNotExist", `There is no role "${name}" at ${scope}.`);
}
