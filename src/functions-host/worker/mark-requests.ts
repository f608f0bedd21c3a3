import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import { ClientRequest, type IncomingMessage } from "node:http";
import { PARENT_HEADER } from "../parent-header.ts";
import { leadsBackTo } from "./leads-back.ts";

/** A request as undici publishes it; `addHeader` is there for instruments like this one ("Diagnostics Channel Support"). */
interface UndiciRequest {
  readonly origin: string | URL;
  readonly method: string;
  addHeader(name: string, value: string): unknown;
}

/** Parent value of the invocation that runs. */
const parents = new AsyncLocalStorage<string>();

/** Takes the parent value off a request from the front, and runs its invocation so that what it sends can be marked with it. */
export function runInCourseOf<T>(request: IncomingMessage, work: () => T): T {
  const value = request.headers[PARENT_HEADER];
  if (typeof value !== "string") return work();
  delete request.headers[PARENT_HEADER];
  // Node makes this one when it is first asked for, from as many raw headers as there were at the beginning.
  delete request.headersDistinct[PARENT_HEADER];
  const at = request.rawHeaders.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === PARENT_HEADER);
  request.rawHeaders.splice(at, 2);
  return parents.run(value, work);
}

/**
 * From now on what invocations send back into this cloud, with `fetch`, undici or Node's own clients, carries their parent value; what
 * goes anywhere else never does. `proxy` is the cloud's address: without it, nothing leads back.
 */
export function markRequests(proxy: string | undefined): void {
  const leadsBack = leadsBackTo(proxy);
  if (leadsBack === undefined) return;
  subscribe("undici:request:create", (message) => {
    const value = parents.getStore();
    const request = value === undefined ? undefined : requestIn(message);
    if (value === undefined || !isUndiciRequest(request)) return;
    // The tunnel through the cloud is none of the app's requests: they come inside it.
    if (request.method !== "CONNECT" && leadsBack(request.origin)) request.addHeader(PARENT_HEADER, value);
  });
  subscribe("http.client.request.created", (message) => {
    const value = parents.getStore();
    const request = value === undefined ? undefined : requestIn(message);
    if (value === undefined || !(request instanceof ClientRequest)) return;
    // Headers given as a list are on their way already.
    const origin = request.headersSent ? undefined : originOf(request);
    if (origin !== undefined && leadsBack(origin)) request.setHeader(PARENT_HEADER, value);
  });
}

function requestIn(message: unknown): unknown {
  return typeof message === "object" && message !== null && "request" in message ? message.request : undefined;
}

function isUndiciRequest(request: unknown): request is UndiciRequest {
  return (
    typeof request === "object" &&
    request !== null &&
    "addHeader" in request &&
    typeof request.addHeader === "function" &&
    "method" in request &&
    typeof request.method === "string" &&
    "origin" in request &&
    (typeof request.origin === "string" || request.origin instanceof URL)
  );
}

/** Where a request goes. Its port is only in its `Host` header, which must name the host that it goes to. */
function originOf(request: ClientRequest): string | undefined {
  const authority = request.getHeader("host");
  if (typeof authority !== "string") return undefined;
  const origin = `${request.protocol}//${authority}`;
  return URL.parse(origin)?.hostname === request.host.toLowerCase() ? origin : undefined;
}
