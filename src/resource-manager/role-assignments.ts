import { z } from "zod";
import type { Directory } from "../entra/index.ts";
import { type Clock, isGuid, type ResourceId, sameResourceId } from "../platform/index.ts";
import type { AccessControl, RoleAssignment } from "./access-control.ts";
import { ArmError, badRequest, conflict } from "./arm-error.ts";
import { parseBody } from "./parse-body.ts";
import { isWithin } from "./resource-id.ts";
import type { ResourceRequest, ResourceResponse, ResourceType } from "./resource-type.ts";
import { roleAssignmentFilter } from "./role-assignment-filter.ts";
import { roleDefinitionId, scopeOf } from "./role-scope.ts";

const bodySchema = z.object({
  properties: z.object({
    roleDefinitionId: z.string(),
    principalId: z.string(),
    principalType: z.enum(["ServicePrincipal", "Group", "User"]).nullish(),
    description: z.string().nullish(),
    condition: z.null().or(z.literal("")).optional(),
    conditionVersion: z.null().or(z.literal("")).optional(),
    delegatedManagedIdentityResourceId: z.null().or(z.literal("")).optional(),
  }),
});

/** What can have a role, as Azure names it; an application has one by its service principal only. */
const PRINCIPAL_TYPES = {
  servicePrincipal: "ServicePrincipal",
  group: "Group",
  user: "User",
  application: undefined,
} as const;

/** Role assignments at every scope (Authorization REST: "Role Assignments"). Conditions are refused. */
export function roleAssignmentsType(access: AccessControl, directory: Directory, clock: Clock): ResourceType {
  function put(request: ResourceRequest): ResourceResponse {
    const { properties } = parseBody(bodySchema, request.body);
    if (!isGuid(request.name)) {
      throw badRequest(
        `The role assignment ID '${request.name}' is not valid. The role assignment ID must be a GUID.`,
        "InvalidRoleAssignmentId",
      );
    }
    const definition = access.roles.find(properties.roleDefinitionId);
    const scope = scopeOf(request);
    // A custom role isn't there for scopes outside its assignable ones.
    if (definition === undefined || !definition.assignableScopes.some((at) => isWithin(scope, at))) {
      const id = properties.roleDefinitionId.slice(properties.roleDefinitionId.lastIndexOf("/") + 1);
      throw badRequest(`The specified role definition with ID '${id}' does not exist.`, "RoleDefinitionDoesNotExist");
    }
    const principal = directory.find(properties.principalId);
    const principalType = principal === undefined ? undefined : PRINCIPAL_TYPES[principal.kind];
    if (principal === undefined || principalType === undefined) {
      throw badRequest(
        `Principal ${properties.principalId.replaceAll("-", "")} does not exist in the directory ${directory.tenantId}. Check that you have the correct principal ID.`,
        "PrincipalNotFound",
      );
    }
    if (properties.principalType != null && properties.principalType !== principalType) {
      throw badRequest(
        `The PrincipalId '${properties.principalId}' has type '${principalType}', which is different from the specified PrincipalType '${properties.principalType}'.`,
        "UnmatchedPrincipalType",
      );
    }
    const id =
      `${scope === "/" ? "" : scope}/providers/Microsoft.Authorization/roleAssignments/${request.name}` as ResourceId;
    const assignment: RoleAssignment = {
      id,
      name: request.name,
      scope,
      roleDefinitionId: roleDefinitionId(request, definition),
      principalId: principal.object.id,
      principalType,
      description: properties.description ?? "",
      createdOn: new Date(clock.now()).toISOString(),
      createdBy: request.caller.objectId,
    };
    for (const other of access.assignments()) {
      const isSame =
        other.principalId === assignment.principalId &&
        access.roles.find(other.roleDefinitionId)?.id === definition.id &&
        sameResourceId(other.scope, scope);
      if (sameResourceId(other.id, id)) {
        if (isSame) return update(request, other, properties.description ?? "");
        throw badRequest(
          "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.",
          "RoleAssignmentUpdateNotPermitted",
        );
      }
      if (isSame) {
        throw conflict(
          `The role assignment already exists. The ID of the existing role assignment is ${other.name.replaceAll("-", "")}.`,
          "RoleAssignmentExists",
        );
      }
    }
    access.assign(assignment);
    return { status: 201, body: renderAssignment(assignment) };
  }

  /** The same assignment again; its description is all that can change. */
  function update({ caller }: ResourceRequest, previous: RoleAssignment, description: string): ResourceResponse {
    if (previous.description === description) return { status: 200, body: renderAssignment(previous) };
    const updatedOn = new Date(clock.now()).toISOString();
    const updated: RoleAssignment = { ...previous, description, updatedOn, updatedBy: caller.objectId };
    access.assign(updated);
    return { status: 200, body: renderAssignment(updated) };
  }

  function find(request: ResourceRequest): RoleAssignment {
    const assignment = access.get(request.target.id);
    if (assignment === undefined) {
      throw new ArmError(404, "RoleAssignmentNotFound", `The role assignment '${request.name}' is not found.`);
    }
    return assignment;
  }

  return {
    type: "Microsoft.Authorization/roleAssignments",
    apiVersions: ["2015-07-01", "2022-05-01"],
    scope: "extension",
    put,
    get: (request) => ({ status: 200, body: renderAssignment(find(request)) }),
    delete(request) {
      const assignment = access.get(request.target.id);
      if (assignment === undefined) return { status: 204 };
      access.unassign(request.target.id);
      return { status: 200, body: renderAssignment(assignment) };
    },
    list(request) {
      const scope = scopeOf(request);
      const keep = roleAssignmentFilter(request.query.get("$filter"), scope, directory.groupsOf);
      const value = [...access.assignments()].filter(keep);
      return { status: 200, body: { value: value.map(renderAssignment) } };
    },
  };
}

function renderAssignment(assignment: RoleAssignment): unknown {
  const { id, name, createdBy, createdOn, updatedOn = createdOn, updatedBy = createdBy, ...rest } = assignment;
  return {
    id,
    name,
    type: "Microsoft.Authorization/roleAssignments",
    properties: {
      ...rest,
      condition: null,
      conditionVersion: null,
      createdOn,
      updatedOn,
      createdBy,
      updatedBy,
      delegatedManagedIdentityResourceId: null,
    },
  };
}
