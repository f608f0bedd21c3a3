import { Hono } from "hono";
import { z } from "zod";
import type { Clock } from "../../platform/index.ts";
import { allChecks, type ChecksOptions } from "../checks/all-checks.ts";
import { appRoleHolders } from "../checks/app-role-holders.ts";
import { inspectToken, NotAToken } from "../checks/inspect-token.ts";
import { type ReachabilityOptions, reachability } from "../checks/reachability.ts";
import { failure } from "../failure.ts";

const MAX_TOKEN_LENGTH = 64 * 1024;
const inspectRequest = z.object({ token: z.string().max(MAX_TOKEN_LENGTH) });
const reachabilityQuery = z.object({ caller: z.string().min(1), target: z.string().min(1) });
const rolesQuery = z.object({ application: z.string().min(1) });

export interface CheckRoutesOptions extends ChecksOptions, Omit<ReachabilityOptions, "tokens"> {
  readonly tokens: ReachabilityOptions["tokens"] & Parameters<typeof inspectToken>[1]["tokens"];
  readonly clock: Clock;
}

/** Who may call whom, and why: the checks of the system, tokens tried on them, and who holds which app role. */
export function checkRoutes(options: CheckRoutesOptions): Hono {
  const { directory, tokens, clock } = options;
  const app = new Hono();

  app.get("/checks", (context) => context.json(allChecks(options).map(({ check }) => check)));
  app.post("/tokens/inspect", async (context) => {
    const { token } = inspectRequest.parse(await context.req.json());
    return context.json(
      await inspectToken(token, { tokens, tenantId: directory.tenantId, clock, checks: allChecks(options) }),
    );
  });
  app.get("/reachability", async (context) => {
    const { caller, target } = reachabilityQuery.parse(context.req.query());
    const wanted = allChecks(options).find(({ check }) => check.id === target);
    if (wanted === undefined) return context.json(failure("CheckNotFound", `There is no check '${target}'.`), 404);
    const found = await reachability(caller, wanted, options);
    if (found !== undefined) return context.json(found);
    const expected = "expected the object id of a service principal or a user";
    return context.json(failure("CallerNotFound", `There is no caller '${caller}': ${expected}.`), 404);
  });
  app.get("/app-roles", (context) => {
    const { application } = rolesQuery.parse(context.req.query());
    const holders = appRoleHolders(directory, application);
    if (holders !== undefined) return context.json(holders);
    return context.json(failure("ApplicationNotFound", `No application has the client id '${application}'.`), 404);
  });
  app.onError((error, context) => {
    if (error instanceof NotAToken) return context.json(failure("NotAToken", error.message), 400);
    throw error;
  });
  return app;
}
