import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Clock, Host, Log, Service } from "../../platform/index.ts";
import type { SiteLog } from "../lifecycle/site-log.ts";
import type { Site } from "../sites/site.ts";
import type { Sites } from "../sites/sites.ts";
import { authorizeScm, type ScmAuthorization } from "./authorize-scm.ts";
import type { Deployer } from "./deployer.ts";
import type { Deployments } from "./deployments.ts";
import { routeScm } from "./scm-routes.ts";

export interface ScmServiceOptions extends ScmAuthorization {
  readonly sites: Sites;
  readonly deployer: Deployer;
  readonly deployments: Deployments;
  readonly clock: Clock;
  readonly log: Log;
  /** The recent lines of a site; undefined if there is no such site. */
  readonly siteLog: (siteName: string) => SiteLog | undefined;
  /** Where the files of sites lie. */
  readonly folder: string;
}

/** A request to a site's deployment service by somebody who may use it. */
export interface ScmRequest {
  readonly site: Site;
  readonly method: string;
  /** Without `/api`, lower-case, no slash at the end. */
  readonly path: string;
  /** Without `/api`, as the caller wrote it otherwise. */
  readonly rawPath: string;
  readonly query: URLSearchParams;
  readonly incoming: IncomingMessage;
}

/** An answer of the deployment service. An object is sent as JSON, a stream as it comes. */
export interface ScmResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * Every site's deployment service (Kudu) at `{site}.scm.azurewebsites.net`. App Service Authentication doesn't cover
 * it.
 */
export function scmService(options: ScmServiceOptions): Service {
  const { sites, log } = options;

  async function answer(incoming: IncomingMessage, host: Host): Promise<ScmResponse> {
    const site = sites.byName(host.label);
    if (site === undefined) return { status: 404, body: `There is no site '${host.label}'.` };
    const access = await authorizeScm(site, incoming.headers, options);
    if (access.kind === "refused") {
      log.warn(`${host.name} refused a request: ${access.reason}`, { status: access.status });
      return {
        status: access.status,
        ...(access.status === 401 ? { headers: { "WWW-Authenticate": 'Basic realm="site"' } } : {}),
      };
    }
    const url = new URL(`https://${host.name}/${(incoming.url ?? "/").replace(/^\/+/, "")}`);
    const rawPath = url.pathname.replace(/^\/api(?=\/|$)/i, "");
    const path = rawPath.toLowerCase().replace(/\/+$/, "");
    const method = incoming.method ?? "GET";
    return routeScm({ site, method, path, rawPath, query: url.searchParams, incoming }, options);
  }

  return {
    name: "Kudu",
    hosts: ["*.scm.azurewebsites.net"],
    handle(incoming, outgoing, host) {
      answer(incoming, host)
        .catch((error: unknown): ScmResponse => {
          log.error(`${host.name} failed to answer`, { error: error instanceof Error ? error.message : String(error) });
          return { status: 500, body: "The deployment service failed. Its log says why." };
        })
        .then((response) => send(response, incoming, outgoing))
        .catch(() => outgoing.destroy());
    },
  };
}

async function send(response: ScmResponse, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { status, headers = {}, body } = response;
  if (outgoing.destroyed) {
    if (body instanceof Readable) body.destroy();
    return;
  }
  // What was not read of the request would be taken for the next one.
  const connection = incoming.readableEnded || isWithoutBody(incoming) ? {} : { Connection: "close" };
  if (body instanceof Readable) {
    outgoing.writeHead(status, { ...headers, ...connection });
    if (incoming.method !== "HEAD") return pipeline(body, outgoing);
    body.destroy();
    outgoing.end();
    return;
  }
  const isText = typeof body === "string";
  const text = body === undefined ? "" : isText ? body : JSON.stringify(body);
  const type =
    body === undefined
      ? {}
      : { "Content-Type": isText ? "text/plain; charset=utf-8" : "application/json; charset=utf-8" };
  outgoing.writeHead(status, { ...type, ...headers, ...connection, "Content-Length": Buffer.byteLength(text) });
  outgoing.end(text);
}

function isWithoutBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] === undefined && Number(headers["content-length"] ?? 0) === 0;
}
