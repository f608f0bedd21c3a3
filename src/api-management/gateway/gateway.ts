import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock, Host, Log, OpenIdConfigurations, Outbound, Service } from "../../platform/index.ts";
import type { ResourceStore } from "../../resource-manager/index.ts";
import { BackendClient } from "../backend-client/backend-client.ts";
import { SERVICE } from "../management/model.ts";
import type { GatewayServices } from "../pipeline/context.ts";
import { compileSnapshot, type DocumentCache } from "./compile-snapshot.ts";
import { createForward } from "./forward.ts";
import { processRequest } from "./process-request.ts";
import { RequestContext } from "./request-context.ts";
import { readRequestTarget } from "./request-target.ts";
import { respond } from "./respond.ts";
import type { Snapshot } from "./snapshot.ts";
import { type PolicyTokenCheck, tokenChecks } from "./token-checks.ts";
import type { Tracing } from "./tracing.ts";

export interface GatewayOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly outbound: Outbound;
  readonly openIdConfigurations: OpenIdConfigurations;
  readonly resources: ResourceStore;
  readonly tracing: Tracing;
  readonly identityToken: GatewayServices["identityToken"];
}

export interface Gateway extends Service {
  /** Every policy that looks at a token, to be tried. */
  tokenChecks(): readonly PolicyTokenCheck[];
}

/** Probe of load balancers in front of a gateway ("Integrate API Management with Application Gateway"). */
const STATUS_PATH = "/status-0123456789abcdef";

/** The gateways of all API Management services: `*.azure-api.net`. */
export function createGateway(options: GatewayOptions): Gateway {
  const { clock, log, outbound, openIdConfigurations, resources, tracing, identityToken } = options;
  const client = new BackendClient();
  const services: GatewayServices = {
    clock,
    outbound,
    openIdConfigurations,
    identityToken,
    forward: createForward(client, outbound),
  };
  const documents: DocumentCache = new WeakMap();
  /** By service name in lower case; emptied when a resource changes, filled again by the next request. */
  const snapshots = new Map<string, Snapshot>();
  resources.watch(SERVICE, () => snapshots.clear());

  function snapshotOf(name: string): Snapshot | undefined {
    const known = snapshots.get(name);
    if (known !== undefined) return known;
    const service = resources.list(SERVICE).find((candidate) => candidate.name.toLowerCase() === name);
    if (service === undefined) return undefined;
    const snapshot = compileSnapshot(service, resources, documents, log);
    snapshots.set(name, snapshot);
    return snapshot;
  }

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse, host: Host): Promise<void> {
    const snapshot = snapshotOf(host.label);
    if (snapshot === undefined) return refuseService(outgoing, host);
    if (incoming.url === STATUS_PATH) return void outgoing.writeHead(200, { "content-length": 0 }).end();
    const target = readRequestTarget(incoming.url ?? "/");
    if (target === undefined) return sendError(outgoing, 400, "Bad request");
    const context = new RequestContext(incoming, target, host, snapshot, services);
    outgoing.on("close", () => context.caller.leave());
    try {
      const { response, headers } = await processRequest(context, snapshot, tracing);
      for (const [name, value] of headers) response.headers.append(name, value);
      if (outgoing.destroyed) response.body?.dispose();
      else respond(outgoing, response, incoming.method === "HEAD");
    } catch (error) {
      context.response = null;
      throw error;
    }
  }

  return {
    name: "API Management gateway",
    hosts: ["*.azure-api.net"],
    handle(incoming, outgoing, host) {
      answer(incoming, outgoing, host).catch((error: unknown) => {
        log.error("The gateway failed", {
          path: incoming.url ?? "",
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
        if (outgoing.headersSent) outgoing.destroy();
        else sendError(outgoing, 500, "Internal server error");
      });
    },
    tokenChecks: () => tokenChecks({ resources, services, snapshotOf }),
    async close() {
      client.close();
    },
  };
}

/** An answer in the gateway's envelope that no policy has a part in. */
function sendError(outgoing: ServerResponse, status: number, message: string): void {
  outgoing
    .writeHead(status, { "content-type": "application/json" })
    .end(`{ "statusCode": ${status}, "message": ${JSON.stringify(message)} }`);
}

/** In Azure such a name doesn't resolve at all; an answer that says so is the nearest thing here. */
function refuseService(outgoing: ServerResponse, host: Host): void {
  outgoing
    .writeHead(404, { "content-type": "text/plain; charset=utf-8" })
    .end(
      `There is no API Management service named '${host.label}': in Azure the name ${host.name} would not resolve.\n`,
    );
}
