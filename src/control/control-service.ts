import type { IncomingMessage } from "node:http";
import { type Context, Hono } from "hono";
import { z } from "zod";
import type { ApiManagement } from "../api-management/index.ts";
import { type AppService, DeploymentError } from "../app-service/index.ts";
import type { Directory, TokenService } from "../entra/index.ts";
import type { ManagedIdentities } from "../managed-identity/index.ts";
import {
  type AdjustableClock,
  type Exchanges,
  fetchService,
  type Log,
  type Outbound,
  type Service,
} from "../platform/index.ts";
import type { AccessControl, ResourceStore } from "../resource-manager/index.ts";
import type { Cases } from "./cases.ts";
import type { ControlStatus } from "./contract/answers.ts";
import type { ExchangeSummary } from "./contract/exchanges.ts";
import { summarize } from "./exchanges/describe-exchange.ts";
import { failure } from "./failure.ts";
import { ownerGuard } from "./owner-guard.ts";
import { isOwnUser } from "./peer-user.ts";
import type { Progress } from "./progress.ts";
import { type AzureRoutesOptions, azureRoutes } from "./routes/azure-routes.ts";
import { checkRoutes } from "./routes/check-routes.ts";
import { clockAnswer, clockRoutes } from "./routes/clock-routes.ts";
import { exchangeRoutes } from "./routes/exchange-routes.ts";
import { identityRoutes } from "./routes/identity-routes.ts";
import { overviewRoutes } from "./routes/overview-routes.ts";
import { policyRoutes } from "./routes/policy-routes.ts";
import { sendRoutes } from "./routes/send-routes.ts";
import { siteRoutes } from "./routes/site-routes.ts";
import type { Session } from "./session.ts";

export interface ControlOptions {
  /** What doesn't change while the cloud is up; the port is known only once it listens. */
  readonly about: () => Omit<ControlStatus, "time" | "clockOffsetMs" | "sites">;
  readonly subscriptionId: string;
  /** When the operator's credentials end, ISO 8601: as far as the clock can go. */
  readonly operatorEnds: string;
  readonly clock: AdjustableClock;
  readonly log: Log;
  readonly directory: Directory;
  readonly tokens: TokenService;
  readonly access: AccessControl;
  readonly resources: ResourceStore;
  readonly identities: ManagedIdentities;
  readonly appService: AppService;
  readonly operator: AzureRoutesOptions["operator"];
  readonly outbound: Outbound;
  /** True for a host name that this cloud serves. */
  readonly serves: (hostname: string) => boolean;
  readonly session: Session;
  readonly cases: Cases;
  readonly progress: Progress;
  readonly apiManagement: Pick<ApiManagement, "links" | "policies" | "tokenChecks">;
  /** What a browser is shown: everything that isn't below `/gatehouse/`. */
  readonly pages: Hono;
  readonly exchanges: Exchanges;
}

const NOT_YOURS = "This Gatehouse was started by another user of this machine; its portal is theirs.\n";

/**
 * What answers under the listener's own address: the identity endpoint of apps, and the few things that Azure has no API for,
 * below `/gatehouse/`. Those take an operator's token for Resource Manager, and only from an Owner of the subscription; only
 * `/gatehouse/status`, by which the command line finds a cloud, asks for none and holds no secret. The answers are in
 * `contract/`.
 */
export function createControl(options: ControlOptions): Service {
  const { clock, log, identities, appService, about, pages } = options;
  const app = new Hono();

  app.get("/", (context, next) =>
    wantsPage(context.req.header("accept")) ? next() : Promise.resolve(context.text(welcome(options))),
  );
  app.get("/gatehouse/status", (context) => {
    const status: ControlStatus = {
      ...about(),
      ...clockAnswer(clock),
      sites: appService.status().map((site) => ({ ...site, functions: [...site.functions] })),
    };
    return context.json(status);
  });
  app.use("/gatehouse/*", ownerGuard(options));
  app.route("/gatehouse", identityRoutes(options));
  app.route("/gatehouse", clockRoutes({ clock, ends: options.operatorEnds }));
  app.route("/gatehouse", siteRoutes(options));
  app.route("/gatehouse", exchangeRoutes({ exchanges: options.exchanges, version: () => about().version }));
  app.route("/gatehouse", policyRoutes(options.apiManagement));
  app.route("/gatehouse", checkRoutes(options));
  app.route("/gatehouse", overviewRoutes({ ...options, recentExchanges: () => recent(options.exchanges) }));
  app.route("/gatehouse", sendRoutes(options));
  app.route("/gatehouse", azureRoutes(options));
  app.all("/gatehouse/*", notFound);
  app.get("/assets/*", (context) => pages.fetch(context.req.raw));
  app.get("/*", (context) =>
    wantsPage(context.req.header("accept")) ? pages.fetch(context.req.raw) : notFound(context),
  );

  app.notFound(notFound);
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
    recordedAs: (request) => (isIdentityEndpoint(request) ? identities.service.name : undefined),
    handle(request, response, host) {
      if (isIdentityEndpoint(request)) return identities.service.handle(request, response, host);
      if (!wantsPage(request.headers.accept)) return service.handle(request, response, host);
      // The page brings a session along that may do everything: no other user of this machine gets it.
      void isOwnUser(request.socket).then((isOwn) => {
        if (isOwn) service.handle(request, response, host);
        else response.writeHead(403, { "content-type": "text/plain; charset=utf-8" }).end(NOT_YOURS);
      });
    },
  };
}

/** As many as a map can want: an arrow shows the newest only. */
function recent(exchanges: Exchanges): readonly ExchangeSummary[] {
  return exchanges.list({ limit: 1000 }).map(summarize);
}

function wantsPage(accept = ""): boolean {
  return /\btext\/html\b/.test(accept);
}

function notFound(context: Context): Response {
  const message = `${context.req.path} is nothing here. Azure's services answer under their own host names.`;
  return context.json(failure("NotFound", message), 404);
}

function isIdentityEndpoint({ url = "" }: IncomingMessage): boolean {
  return /^\/msi\/token\/?(\?|$)/.test(url);
}

function welcome({ about, appService }: ControlOptions): string {
  const { version, port } = about();
  const sites = appService.status().map(({ hostName, state }) => `  http://${hostName}.localhost:${port}/   ${state}`);
  return [`Gatehouse ${version} is up.`, "", "Sites:", ...(sites.length === 0 ? ["  none yet"] : sites), ""].join("\n");
}
