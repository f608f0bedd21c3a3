import { type Clock, isGuid } from "../platform/index.ts";
import type { AccessControl } from "./access-control.ts";
import { ArmError, badRequest, conflict } from "./arm-error.ts";
import { parseRoleDefinition } from "./parse-role-definition.ts";
import { requireRole } from "./require-role.ts";
import type { ResourceRequest, ResourceResponse, ResourceType } from "./resource-type.ts";
import type { RoleDefinition } from "./role-definition.ts";
import { roleDefinitionFilter } from "./role-definition-filter.ts";
import { roleDefinitionId, scopeOf } from "./role-scope.ts";

const TYPE = "Microsoft.Authorization/roleDefinitions";

/** Role definitions at every scope (Authorization REST: "Role Definitions"): built-in ones to read, custom ones to change. */
export function roleDefinitionsType(access: AccessControl, clock: Clock): ResourceType {
  const { roles } = access;

  /** Who changes a custom role must be allowed to on all its assignable scopes ("Azure custom roles"). */
  function requireOnScopes({ caller }: ResourceRequest, verb: "write" | "delete", scopes: readonly string[]): void {
    for (const scope of scopes) requireRole(access, caller, `${TYPE}/${verb}`, scope);
  }

  function put(request: ResourceRequest): ResourceResponse {
    if (!isGuid(request.name)) {
      throw badRequest(
        `The role definition ID '${request.name}' is not valid. The role definition ID must be a GUID.`,
        "InvalidRoleDefinitionId",
      );
    }
    const wanted = parseRoleDefinition(request.body);
    const previous = findCustom(request);
    requireOnScopes(request, "write", [...(previous?.assignableScopes ?? []), ...wanted.assignableScopes]);
    const id = previous?.id ?? request.name;
    const hasName = (other: RoleDefinition) => other.roleName.toLowerCase() === wanted.roleName.toLowerCase();
    if (roles.list().some((other) => other.id !== id && hasName(other))) {
      throw conflict(
        "A role definition cannot be updated with a name that already exists.",
        "RoleDefinitionWithSameNameExists",
      );
    }
    const now = new Date(clock.now()).toISOString();
    const { objectId } = request.caller;
    const definition: RoleDefinition = {
      id,
      type: "CustomRole",
      ...wanted,
      createdOn: previous?.createdOn ?? now,
      updatedOn: now,
      createdBy: previous?.createdBy ?? objectId,
      updatedBy: objectId,
    };
    roles.put(definition);
    return { status: 201, body: renderDefinition(request, definition) };
  }

  function remove(request: ResourceRequest): ResourceResponse {
    const definition = findCustom(request);
    if (definition === undefined) return { status: 204 };
    requireOnScopes(request, "delete", definition.assignableScopes);
    for (const assignment of access.assignments()) {
      if (roles.find(assignment.roleDefinitionId)?.id !== definition.id) continue;
      throw badRequest("There are existing role assignments referencing role.", "RoleDefinitionHasAssignments");
    }
    roles.delete(definition.id);
    return { status: 200, body: renderDefinition(request, definition) };
  }

  /** The custom role that a request would change. Throws for a built-in one. */
  function findCustom({ name }: ResourceRequest): RoleDefinition | undefined {
    const definition = roles.find(name);
    if (definition === undefined || definition.type === "CustomRole") return definition;
    throw badRequest(
      `The role definition '${definition.roleName}' with ID '${definition.id}' is built in and cannot be changed or deleted. Make a custom role with an ID of its own.`,
      "BuiltInRoleDefinitionNotChangeable",
    );
  }

  return {
    type: TYPE,
    apiVersions: ["2015-07-01", "2022-05-01"],
    scope: "extension",
    put,
    delete: remove,
    get(request) {
      const definition = roles.find(request.name);
      if (definition === undefined) {
        throw new ArmError(
          404,
          "RoleDefinitionDoesNotExist",
          `The specified role definition with ID '${request.name}' does not exist.`,
        );
      }
      return { status: 200, body: renderDefinition(request, definition) };
    },
    list(request) {
      const keep = roleDefinitionFilter(request.query.get("$filter"), scopeOf(request));
      const value = roles.list().filter(keep);
      return { status: 200, body: { value: value.map((definition) => renderDefinition(request, definition)) } };
    },
  };
}

function renderDefinition(request: ResourceRequest, definition: RoleDefinition): unknown {
  const { id, ...properties } = definition;
  return { id: roleDefinitionId(request, definition), name: id, type: TYPE, properties };
}
