import { z } from "zod";
import type { AppRoleAssignment, DirectoryObject } from "../../entra/index.ts";
import { readBody } from "../bodies/read-body.ts";
import { appRoleAssignmentType, renderAppRoleAssignment } from "../entities/app-role-assignment.ts";
import type { GraphContext, GraphRoutes } from "../graph-app.ts";
import { badRequest, resourceNotFound } from "../graph-error.ts";
import { respondCreated, respondEntity, respondList } from "../odata/respond.ts";
import { permissions, requirePermission } from "../permissions.ts";
import { objectId } from "./object-id.ts";

const SET = "appRoleAssignments";
const bodySchema = z.strictObject({ principalId: z.guid(), resourceId: z.guid(), appRoleId: z.guid() });

/** One of the two ends of an assignment, and the path that lists the assignments at it. */
interface AssignmentEnd {
  readonly path: string;
  readonly kind: DirectoryObject["kind"];
  readonly end: "principalId" | "resourceId";
}

const ENDS: readonly AssignmentEnd[] = [
  { path: "/servicePrincipals/:id/appRoleAssignedTo", kind: "servicePrincipal", end: "resourceId" },
  { path: "/servicePrincipals/:id/appRoleAssignments", kind: "servicePrincipal", end: "principalId" },
  { path: "/groups/:id/appRoleAssignments", kind: "group", end: "principalId" },
  { path: "/users/:id/appRoleAssignments", kind: "user", end: "principalId" },
];

/** App role assignments, from the side of the resource and of the principal. */
export function appRoleAssignmentRoutes(routes: GraphRoutes): void {
  for (const end of ENDS) declare(routes, end);
}

function declare({ entra, on }: GraphRoutes, { path, kind, end }: AssignmentEnd): void {
  const { directory } = entra;
  const { appRoleAssignments } = directory;

  function requireObject(context: GraphContext): string {
    const id = objectId(context);
    if (directory.find(id)?.kind !== kind) throw resourceNotFound(id);
    return id;
  }

  function find(context: GraphContext): AppRoleAssignment {
    const id = requireObject(context);
    const assignmentId = context.req.param("assignment") ?? "";
    const found = appRoleAssignments.get(assignmentId);
    if (found?.[end] !== id) throw resourceNotFound(assignmentId);
    return found;
  }

  on("GET", path, (context) => {
    requirePermission(context.var.caller, permissions.readApplications);
    const id = requireObject(context);
    const found = end === "resourceId" ? appRoleAssignments.onResource(id) : appRoleAssignments.ofPrincipal(id);
    return respondList(context, appRoleAssignmentType, SET, found.map(renderAppRoleAssignment));
  });
  on("POST", path, async (context) => {
    requirePermission(context.var.caller, permissions.writeAppRoleAssignments);
    const id = requireObject(context);
    const draft = await readBody(context, bodySchema, "AppRoleAssignment");
    if (draft[end].toLowerCase() !== id) throw badRequest("Not a valid reference update.");
    return respondCreated(context, SET, renderAppRoleAssignment(appRoleAssignments.create(draft)));
  });
  on("GET", `${path}/:assignment`, (context) => {
    requirePermission(context.var.caller, permissions.readApplications);
    return respondEntity(context, appRoleAssignmentType, SET, renderAppRoleAssignment(find(context)));
  });
  on("DELETE", `${path}/:assignment`, (context) => {
    requirePermission(context.var.caller, permissions.writeAppRoleAssignments);
    appRoleAssignments.delete(find(context).id);
    return context.body(null, 204);
  });
}
