import { Hono } from "hono";
import { z } from "zod";
import { type AppService, DeploymentError } from "../app-service/index.ts";
import { type Directory, EntraError, TokenRejected, type TokenService } from "../entra/index.ts";
import { type ManagedIdentities, ManagedIdentityError } from "../managed-identity/index.ts";
import { type AdjustableClock, fetchService, type Log, type Service } from "../platform/index.ts";
import { type AccessControl, type ResourceStore, resourceManagerAudiences } from "../resource-manager/index.ts";
import type { ControlStatus } from "./control-answers.ts";
import { findIdentity, identityName } from "./find-identity.ts";
import { OPERATOR_ENDS } from "./operator.ts";
import { streamLog } from "./stream-log.ts";

export interface ControlOptions {
  /** What doesn't change while the cloud is up; the port is known only once it listens. */
  readonly about: () => Omit<ControlStatus, "time" | "clockOffsetMs" | "sites">;
  readonly clock: AdjustableClock;
  readonly log: Log;
  readonly directory: Directory;
  readonly tokens: TokenService;
  readonly access: AccessControl;
  readonly resources: ResourceStore;
  readonly identities: ManagedIdentities;
  readonly appService: AppService;
}

/** An Owner may do both: a Contributor lacks the first, a User Access Administrator the second ("Azure built-in roles"). */
const OWNERS_OPERATIONS = ["Microsoft.Authorization/roleAssignments/write", "Microsoft.Web/sites/write"];

const tokenRequest = z.object({ identity: z.string().min(1), resource: z.string().min(1) });
const deployRequest = z.object({ site: z.string().min(1), folder: z.string().min(1) });
const clockRequest = z.object({ advanceMs: z.number().nonnegative() });

/**
 * What answers under the listener's own address: the identity endpoint of apps, and the few things that Azure has no API for,
 * below `/gatehouse/`. Those take an operator's token for Resource Manager, and only from an Owner of the subscription; only
 * `/gatehouse/status`, by which the command line finds a cloud, asks for none and holds no secret. The answers are in
 * `control-answers.ts`.
 */
export function controlService(options: ControlOptions): Service {
  const { clock, log, tokens, access, resources, identities, appService, about } = options;
  const app = new Hono();

  app.get("/", (context) => context.text(welcome(options)));
  app.get("/gatehouse/status", (context) => {
    const status: ControlStatus = {
      ...about(),
      ...clockAnswer(clock),
      sites: appService.status().map((site) => ({ ...site, functions: [...site.functions] })),
    };
    return context.json(status);
  });
  app.use("/gatehouse/*", async (context, next) => {
    const token = /^Bearer +(\S+)$/i.exec(context.req.header("authorization") ?? "")?.[1];
    if (token === undefined)
      return context.json(failure("AuthenticationFailed", "The 'Authorization' header is missing."), 401);
    try {
      const { objectId } = await tokens.verify(token, { audiences: resourceManagerAudiences });
      const scope = `/subscriptions/${about().subscriptionId}`;
      if (!OWNERS_OPERATIONS.every((operation) => access.isAllowed(objectId, operation, scope, "control"))) {
        return context.json(failure("AuthorizationFailed", "Only an Owner of the subscription may do this."), 403);
      }
    } catch (error) {
      if (error instanceof TokenRejected)
        return context.json(failure("InvalidAuthenticationToken", error.message), 401);
      throw error;
    }
    return next();
  });

  app.post("/gatehouse/token", async (context) => {
    const { identity, resource } = tokenRequest.parse(await context.req.json());
    const named = findIdentity(options, identity);
    if (named.kind === "none") {
      const asked = "asked by name, client id, object id or resource id";
      return context.json(
        failure("IdentityNotFound", `There is no managed identity named '${identity}' (${asked}).`),
        404,
      );
    }
    if (named.kind === "several") {
      const choice = `'${identity}' names several managed identities; give the resource id of one: ${named.ids.join(", ")}`;
      return context.json(failure("IdentityAmbiguous", choice), 409);
    }
    try {
      const { accessToken, expiresOn } = await identities.token({ ...named.request, resource });
      return context.json({ accessToken, expiresOn });
    } catch (error) {
      if (error instanceof EntraError || error instanceof ManagedIdentityError)
        return context.json(failure("TokenRefused", error.message), 400);
      throw error;
    }
  });
  app.get("/gatehouse/identity-cache", (context) =>
    context.json(
      identities.cache.entries().map((entry) => ({
        ...entry,
        // A deleted identity's token stays until it ends, as in Azure; then there is only the id.
        identity: identityName(resources, entry.principalId) ?? entry.principalId,
      })),
    ),
  );
  app.delete("/gatehouse/identity-cache", (context) => {
    identities.cache.flush();
    return context.body(null, 204);
  });
  app.post("/gatehouse/clock", async (context) => {
    const { advanceMs } = clockRequest.parse(await context.req.json());
    if (clock.now() + advanceMs >= Date.parse(OPERATOR_ENDS)) {
      const limit = `The clock can't go past ${OPERATOR_ENDS.slice(0, 10)}, when the operator's credentials end.`;
      return context.json(failure("ClockTooFar", limit), 400);
    }
    clock.advance(advanceMs);
    return context.json(clockAnswer(clock));
  });
  app.post("/gatehouse/deploy", async (context) => {
    const { site, folder } = deployRequest.parse(await context.req.json());
    await appService.deployFolder(site, folder);
    return context.body(null, 204);
  });
  app.get("/gatehouse/logs/:site", (context) => {
    const site = context.req.param("site");
    const siteLog = appService.logs(site);
    if (siteLog === undefined) return context.json(failure("SiteNotFound", `There is no site '${site}'.`), 404);
    if (context.req.query("follow") !== "true") return context.json(siteLog.lines());
    const headers = { "content-type": "application/x-ndjson; charset=utf-8" };
    return context.body(streamLog(siteLog, context.req.raw.signal), 200, headers);
  });

  app.notFound((context) =>
    context.json(
      failure("NotFound", `${context.req.path} is nothing here. Azure's services answer under their own host names.`),
      404,
    ),
  );
  app.onError((error, context) => {
    if (error instanceof z.ZodError) return context.json(failure("BadRequest", z.prettifyError(error)), 400);
    if (error instanceof SyntaxError) return context.json(failure("BadRequest", error.message), 400);
    if (error instanceof DeploymentError) return context.json(failure("DeploymentFailed", error.message), 400);
    log.error("The control API failed", { path: context.req.path, error: error.stack ?? error.message });
    return context.json(failure("InternalServerError", error.message), 500);
  });

  const service = fetchService({ name: "Control", hosts: [], fetch: (request) => app.fetch(request), log });
  return {
    ...service,
    handle(request, response, host) {
      if (/^\/msi\/token\/?(\?|$)/.test(request.url ?? "")) identities.service.handle(request, response, host);
      else service.handle(request, response, host);
    },
  };
}

function clockAnswer(clock: AdjustableClock): { readonly time: string; readonly clockOffsetMs: number } {
  return { time: new Date(clock.now()).toISOString(), clockOffsetMs: clock.offsetMs };
}

function failure(
  code: string,
  message: string,
): { readonly error: { readonly code: string; readonly message: string } } {
  return { error: { code, message } };
}

function welcome({ about, appService }: ControlOptions): string {
  const { version, port } = about();
  const sites = appService.status().map(({ hostName, state }) => `  http://${hostName}.localhost:${port}/   ${state}`);
  return [`Gatehouse ${version} is up.`, "", "Sites:", ...(sites.length === 0 ? ["  none yet"] : sites), ""].join("\n");
}
