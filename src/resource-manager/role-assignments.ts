import { z } from "zod";
import type { Directory } from "../entra/index.ts";
import { type Clock, isGuid, type ResourceId, sameResourceId } from "../platform/index.ts";
import type { AccessControl, RoleAssignment } from "./access-control.ts";
import { ArmError, badRequest, conflict } from "./arm-error.ts";
import { parseBody } from "./parse-body.ts";
import { isWithin } from "./resource-id.ts";
import type { ResourceRequest, ResourceResponse, ResourceType } from "./resource-type.ts";
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
    if (definition === undefined) {
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
    const scope = scopeOf(request);
    const id = `${scope}/providers/Microsoft.Authorization/roleAssignments/${request.name}` as ResourceId;
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
        if (isSame) return { status: 200, body: renderAssignment(other) };
        throw conflict(
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
      const keep = assignmentFilter(request.query.get("$filter"));
      const value = [...access.assignments()].filter(
        (assignment) =>
          (isWithin(scope, assignment.scope) || isWithin(assignment.scope, scope)) && keep(assignment, scope),
      );
      return { status: 200, body: { value: value.map(renderAssignment) } };
    },
  };
}

function assignmentFilter(filter: string | null): (assignment: RoleAssignment, scope: string) => boolean {
  if (filter === null || /^\s*atScopeAndBelow\(\)\s*$/i.test(filter)) return () => true;
  if (/^\s*atScope\(\)\s*$/i.test(filter)) return (assignment, scope) => isWithin(scope, assignment.scope);
  const principal = /^\s*(?:principalId eq|assignedTo\()\s*'([^']+)'\)?\s*$/i.exec(filter)?.[1];
  if (principal !== undefined) return (assignment) => assignment.principalId.toLowerCase() === principal.toLowerCase();
  throw badRequest(
    `The filter '${filter}' is not supported: use atScope(), principalId eq '…' or assignedTo('…').`,
    "InvalidFilter",
  );
}

function renderAssignment(assignment: RoleAssignment): unknown {
  const { id, name, createdBy, createdOn, ...rest } = assignment;
  return {
    id,
    name,
    type: "Microsoft.Authorization/roleAssignments",
    properties: {
      ...rest,
      condition: null,
      conditionVersion: null,
      createdOn,
      updatedOn: createdOn,
      createdBy,
      updatedBy: createdBy,
      delegatedManagedIdentityResourceId: null,
    },
  };
}
