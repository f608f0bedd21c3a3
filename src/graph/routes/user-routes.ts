import type { User } from "../../entra/index.ts";
import { readBody } from "../bodies/read-body.ts";
import { toUserChanges, userPatchSchema, userPostSchema } from "../bodies/user-body.ts";
import { expansionsOf } from "../entities/expansions.ts";
import { renderUser, userType } from "../entities/user.ts";
import type { GraphContext, GraphRoutes } from "../graph-app.ts";
import { resourceNotFound, unreadable } from "../graph-error.ts";
import { respondCreated, respondEntity, respondList } from "../odata/respond.ts";
import { permissions, requirePermission } from "../permissions.ts";

/** `/users`, by id or user principal name, and `/me`. Users have no password: nobody signs in with one. */
export function userRoutes({ entra, on }: GraphRoutes): void {
  const { directory } = entra;
  const { users } = directory;
  const expansions = expansionsOf("user", directory);

  /** Names were resolved to ids on the way here. */
  function find(context: GraphContext): User {
    const id = context.req.param("id") ?? "";
    const found = users.get(id);
    if (found === undefined) throw resourceNotFound(id);
    return found;
  }

  on("GET", "/users", (context) => {
    requirePermission(context.var.caller, permissions.readUsers);
    return respondList(context, userType, "users", users.list().map(renderUser), expansions);
  });
  on("POST", "/users", async (context) => {
    requirePermission(context.var.caller, permissions.writeUsers);
    const body = await readBody(context, userPostSchema, "User");
    const { displayName, userPrincipalName } = body;
    const created = users.create({ ...toUserChanges(body), displayName, userPrincipalName });
    return respondCreated(context, "users", renderUser(created));
  });
  on("GET", "/users/:id", (context) => {
    requirePermission(context.var.caller, permissions.readUsers);
    return respondEntity(context, userType, "users", renderUser(find(context)), expansions);
  });
  on("PATCH", "/users/:id", async (context) => {
    requirePermission(context.var.caller, permissions.writeUsers);
    const { id, profile } = find(context);
    users.update(id, toUserChanges(await readBody(context, userPatchSchema, "User"), profile));
    return context.body(null, 204);
  });
  on("DELETE", "/users/:id", (context) => {
    requirePermission(context.var.caller, permissions.deleteUsers);
    users.delete(find(context).id);
    return context.body(null, 204);
  });
  on("GET", "/users/:id/manager", (context) => {
    requirePermission(context.var.caller, permissions.readUsers);
    find(context);
    throw resourceNotFound("manager");
  });
  on("GET", "/me", () => {
    throw unreadable("/me request is only valid with delegated authentication flow.");
  });
}
