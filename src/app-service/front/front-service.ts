import type { IncomingMessage, ServerResponse } from "node:http";
import { type Host, type Log, noteOn, parentValueOf, type Service } from "../../platform/index.ts";
import type { EasyAuthAnswer } from "../easy-auth/answer.ts";
import type { EasyAuthVerdict } from "../easy-auth/easy-auth.ts";
import type { FunctionApp } from "../lifecycle/function-app.ts";
import { judgeCors } from "./cors.ts";
import { forwardedHeaders } from "./forwarded-headers.ts";
import {
  badRequest,
  hostNotRunning,
  type PlatformPage,
  serverError,
  siteDisabled,
  siteNotFound,
} from "./platform-pages.ts";
import { requestUrl } from "./request-url.ts";
import type { SiteFront } from "./site-front.ts";

/**
 * How long the front end waits for an app that starts, as long as it waits for an answer ("Azure Functions HTTP
 * triggers: limits").
 */
const PATIENCE_MS = 230_000;

export interface FrontServiceOptions {
  /** What stands for a site, by the label of its host name. */
  readonly find: (label: string) => SiteFront | undefined;
  readonly log: Log;
}

/** Every function app's own host name: https, then authentication, then the app. */
export function frontService({ find, log }: FrontServiceOptions): Service {
  async function answer(request: IncomingMessage, response: ServerResponse, host: Host): Promise<void> {
    const front = find(host.label);
    if (front === undefined) return sendPage(response, siteNotFound);
    if (front.availability === "disabled") return sendPage(response, siteDisabled);
    const url = requestUrl(request.url ?? "/", host);
    // Two credentials in one request: the check and the app could each read another one.
    const isAmbiguous = (request.headersDistinct.authorization?.length ?? 0) > 1;
    if (url === undefined || isAmbiguous) return sendPage(response, badRequest);
    const path = `${url.pathname}${url.search}`;
    if (host.scheme === "http" && front.https === "required") {
      return sendAnswer(response, { status: 301, headers: { Location: `https://${host.name}${path}` }, body: "" });
    }
    const cors = front.cors === undefined ? undefined : judgeCors(request, front.cors);
    if (cors?.kind === "preflight") return sendAnswer(response, cors);
    for (const [name, value] of Object.entries(cors?.headers ?? {})) response.setHeader(name, value);

    const verdict = await judge(front, request, url, host);
    if (front.easyAuth !== undefined) noteVerdict(request, verdict);
    if (verdict.kind === "answered") return sendAnswer(response, verdict.answer);

    const app = await runningApp(front);
    if (response.destroyed) return;
    if (app === undefined) return sendPage(response, hostNotRunning);
    const headers = forwardedHeaders(request, host, path, verdict.headers);
    app.forward(request, response, { path, headers, parentValue: parentValueOf(request) });
  }

  return {
    name: "App Service",
    hosts: ["*.azurewebsites.net"],
    handle(request, response, host) {
      answer(request, response, host).catch((error: unknown) => {
        log.error(`${host.name} failed to answer`, { error: error instanceof Error ? error.message : String(error) });
        sendPage(response, serverError);
      });
    },
  };
}

async function judge(front: SiteFront, request: IncomingMessage, url: URL, host: Host): Promise<EasyAuthVerdict> {
  if (front.easyAuth === undefined) return { kind: "passed", headers: [] };
  return front.easyAuth.judge({ method: request.method ?? "GET", url, scheme: host.scheme, headers: request.headers });
}

function noteVerdict(request: IncomingMessage, verdict: EasyAuthVerdict): void {
  const source = "Easy Auth";
  if (verdict.kind === "answered") {
    if (verdict.refusal === undefined) return;
    const { code, message } = verdict.refusal;
    noteOn(request, { source, outcome: "refused", message, facts: { code } });
  } else {
    const isAnonymous = verdict.headers.length === 0;
    const message = isAnonymous
      ? "The request goes to the app without a principal."
      : "The token is good for this site.";
    noteOn(request, { source, outcome: isAnonymous ? "information" : "passed", message });
  }
}

/** The app, after a start that is under way or that this request causes; undefined if there is none in time. */
async function runningApp({ runner }: SiteFront): Promise<FunctionApp | undefined> {
  runner.wake();
  let state = runner.state();
  if (state.kind === "starting") {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<{ readonly kind: "starting" }>((resolve) => {
      timer = setTimeout(() => resolve({ kind: "starting" }), PATIENCE_MS);
    });
    state = await Promise.race([runner.settled(), patience]);
    clearTimeout(timer);
  }
  return state.kind === "running" ? state.app : undefined;
}

function sendPage(response: ServerResponse, { status, contentType, body }: PlatformPage): void {
  sendAnswer(response, { status, headers: { "Content-Type": contentType }, body });
}

/** Sends an answer of the platform. The request's body stays unread, so the connection ends with it. */
function sendAnswer(response: ServerResponse, { status, headers, body }: EasyAuthAnswer): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const connection = response.req.complete ? {} : { Connection: "close" };
  response.writeHead(status, { ...headers, ...connection, "Content-Length": Buffer.byteLength(body) });
  response.end(body);
}
