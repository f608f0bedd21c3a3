import { Hono } from "hono";
import { z } from "zod";
import type { AppService } from "../app-service/index.ts";
import { EntraError, TokenRejected, type TokenService } from "../entra/index.ts";
import { type ManagedIdentities, ManagedIdentityError } from "../managed-identity/index.ts";
import { type AdjustableClock, fetchService, type Log, type Service } from "../platform/index.ts";
import type { AccessControl, Resource, ResourceStore } from "../resource-manager/index.ts";

export interface ControlOptions {
  readonly version: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly clock: AdjustableClock;
  readonly log: Log;
  readonly tokens: TokenService;
  readonly access: AccessControl;
  readonly resources: ResourceStore;
  readonly identities: ManagedIdentities;
  readonly appService: AppService;
}

const ARM_AUDIENCES = ["https://management.azure.com", "https://management.azure.com/"];
const IDENTITIES = "Microsoft.ManagedIdentity/userAssignedIdentities";

const tokenRequest = z.object({ identity: z.string().min(1), resource: z.string().min(1) });
const deployRequest = z.object({ site: z.string().min(1), folder: z.string().min(1) });

/**
 * What answers under the listener's own address: the identity endpoint of apps, and the few things that Azure has no API for,
 * below `/gatehouse/`. Those take an operator's token for Resource Manager, and only from an Owner of the subscription.
 */
export function controlService(options: ControlOptions): Service {
  const { clock, log, tokens, access, resources, identities, appService, tenantId, subscriptionId } = options;
  const app = new Hono();

  app.get("/", (context) => context.text(welcome(options, context.req.url)));
  app.get("/gatehouse/status", (context) =>
    context.json({
      version: options.version,
      pid: process.pid,
      tenantId,
      subscriptionId,
      time: new Date(clock.now()).toISOString(),
      sites: appService.status(),
    }),
  );
  app.use("/gatehouse/*", async (context, next) => {
    const token = /^Bearer +(\S+)$/i.exec(context.req.header("authorization") ?? "")?.[1];
    if (token === undefined)
      return context.json(failure("AuthenticationFailed", "The 'Authorization' header is missing."), 401);
    try {
      const { objectId } = await tokens.verify(token, { audiences: ARM_AUDIENCES });
      const operation = "Microsoft.Authorization/roleAssignments/write";
      if (!access.isAllowed(objectId, operation, `/subscriptions/${subscriptionId}`, "control")) {
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
    const found = findIdentity(resources, identity);
    if (found === undefined)
      return context.json(
        failure(
          "IdentityNotFound",
          `There is no managed identity named '${identity}' (asked by name, client id or resource id).`,
        ),
        404,
      );
    try {
      const issued = await identities.token({ host: hostOf(found), select: { resourceId: found.id }, resource });
      return context.json({ accessToken: issued.accessToken, expiresOn: issued.expiresOn });
    } catch (error) {
      if (error instanceof EntraError || error instanceof ManagedIdentityError)
        return context.json(failure("TokenRefused", error.message), 400);
      throw error;
    }
  });
  app.post("/gatehouse/deploy", async (context) => {
    const { site, folder } = deployRequest.parse(await context.req.json());
    await appService.deployFolder(site, folder);
    return context.body(null, 204);
  });
  app.get("/gatehouse/logs/:site", (context) => {
    const lines = appService.logs(context.req.param("site"))?.lines();
    if (lines === undefined)
      return context.json(failure("SiteNotFound", `There is no site '${context.req.param("site")}'.`), 404);
    return context.json(lines);
  });
  app.notFound((context) =>
    context.json(
      failure("NotFound", `${context.req.path} is nothing here. Azure's services answer under their own host names.`),
      404,
    ),
  );
  app.onError((error, context) => {
    if (error instanceof z.ZodError || error instanceof SyntaxError)
      return context.json(failure("BadRequest", error.message), 400);
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

function findIdentity(resources: ResourceStore, wanted: string): Resource | undefined {
  const lower = wanted.toLowerCase();
  return resources.list(IDENTITIES).find((resource) => {
    const { clientId, principalId } = resource.properties as {
      readonly clientId?: string;
      readonly principalId?: string;
    };
    return [resource.name, resource.id, clientId, principalId].some((name) => name?.toLowerCase() === lower);
  });
}

/** A user-assigned identity can be used by what it is assigned to; the operator asks as such a host would. */
function hostOf(identity: Resource) {
  const { clientId = "", principalId = "" } = identity.properties as {
    readonly clientId?: string;
    readonly principalId?: string;
  };
  return {
    id: identity.id,
    identity: { type: "UserAssigned", userAssignedIdentities: { [identity.id]: { clientId, principalId } } },
  };
}

function failure(
  code: string,
  message: string,
): { readonly error: { readonly code: string; readonly message: string } } {
  return { error: { code, message } };
}

function welcome({ version, appService }: ControlOptions, url: string): string {
  const port = new URL(url).port;
  const sites = appService
    .status()
    .map(({ hostName, state }) => `  http://${hostName}.localhost${port === "" ? "" : `:${port}`}/   ${state}`);
  return [`Gatehouse ${version} is up.`, "", "Sites:", ...(sites.length === 0 ? ["  none yet"] : sites), ""].join("\n");
}
