import type { Context, MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { TokenRejected, type TokenService } from "../entra/index.ts";
import { type AccessControl, resourceManagerAudiences } from "../resource-manager/index.ts";
import { failure } from "./failure.ts";
import type { Session } from "./session.ts";

export interface OwnerGuardOptions {
  readonly tokens: TokenService;
  readonly access: AccessControl;
  readonly subscriptionId: string;
  readonly session: Session;
}

/** An Owner may do both: a Contributor lacks the first, a User Access Administrator the second ("Azure built-in roles"). */
const OWNERS_OPERATIONS = ["Microsoft.Authorization/roleAssignments/write", "Microsoft.Web/sites/write"];
const READS = new Set(["GET", "HEAD"]);

/**
 * Lets pass who has a token for Resource Manager and is an Owner of the subscription, and the portal's own page: a browser with a
 * session, for a request that a page of this very origin made.
 */
export function ownerGuard(options: OwnerGuardOptions): MiddlewareHandler {
  const { tokens, access, subscriptionId, session } = options;
  return async (context, next) => {
    const token = /^Bearer +(\S+)$/i.exec(context.req.header("authorization") ?? "")?.[1];
    if (token === undefined) {
      const found = session.find(getCookie(context));
      if (found === "none")
        return context.json(failure("AuthenticationFailed", "The 'Authorization' header is missing."), 401);
      if (found === "ended") {
        const ended = "The session isn't one of this Gatehouse, which may have been started anew. Load the page again.";
        return context.json(failure("SessionEnded", ended), 401);
      }
      const foreign = foreignPage(context);
      if (foreign !== undefined) return context.json(failure("ForeignPage", foreign), 403);
      return next();
    }
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

/**
 * Why a request with a session is not one of the portal's own page; undefined if it is. The listener has refused other `Host`s. A browser sends
 * `Sec-Fetch-Site` with every request to a loopback address (Fetch Metadata), and `Origin` with every one that may change something.
 */
function foreignPage({ req }: Context): string | undefined {
  const origin = req.header("origin");
  const own = `http://${req.header("host")}`;
  if (origin !== undefined && origin !== own) return `The page of ${origin} may not use the portal's session.`;
  if (origin === undefined && !READS.has(req.method)) return "A request that changes something must name its Origin.";
  const site = req.header("sec-fetch-site");
  if (site !== undefined && site !== "same-origin") return `A ${site} request may not use the portal's session.`;
  return undefined;
}
