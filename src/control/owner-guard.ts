import type { MiddlewareHandler } from "hono";
import { TokenRejected, type TokenService } from "../entra/index.ts";
import { type AccessControl, resourceManagerAudiences } from "../resource-manager/index.ts";
import { failure } from "./failure.ts";

export interface OwnerGuardOptions {
  readonly tokens: TokenService;
  readonly access: AccessControl;
  readonly subscriptionId: string;
}

/** An Owner may do both: a Contributor lacks the first, a User Access Administrator the second ("Azure built-in roles"). */
const OWNERS_OPERATIONS = ["Microsoft.Authorization/roleAssignments/write", "Microsoft.Web/sites/write"];

/** Lets pass only who has a token for Resource Manager and is an Owner of the subscription. */
export function ownerGuard({ tokens, access, subscriptionId }: OwnerGuardOptions): MiddlewareHandler {
  return async (context, next) => {
    const token = /^Bearer +(\S+)$/i.exec(context.req.header("authorization") ?? "")?.[1];
    if (token === undefined)
      return context.json(failure("AuthenticationFailed", "The 'Authorization' header is missing."), 401);
    try {
      const { objectId } = await tokens.verify(token, { audiences: resourceManagerAudiences });
      const scope = `/subscriptions/${subscriptionId}`;
      if (!OWNERS_OPERATIONS.every((operation) => access.isAllowed(objectId, operation, scope, "control"))) {
        return context.json(failure("AuthorizationFailed", "Only an Owner of the subscription may do this."), 403);
      }
    } catch (error) {
      if (error instanceof TokenRejected)
        return context.json(failure("InvalidAuthenticationToken", error.message), 401);
      throw error;
    }
    return next();
  };
}
