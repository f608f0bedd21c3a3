import { createHmac, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { type Clock, resourceKey } from "../../platform/index.ts";
import type { DebugCredentialsRequest, GatewayTracing } from "../management/ports.ts";
import type { TraceCollector } from "../pipeline/trace-collector.ts";

/** "Observability": the gateway keeps the last 100 traces. */
const MAX_TRACES = 100;

/** What a request's `Apim-Debug-Authorization` is worth. */
export type DebugAuthorization =
  | { readonly kind: "valid" }
  | { readonly kind: "expired"; readonly expiry: string }
  | { readonly kind: "wrong-api"; readonly message: string }
  | { readonly kind: "invalid" };

export interface Tracing extends GatewayTracing {
  /** Checks the header against the API that the request goes to. */
  check(token: string, serviceId: string, apiId: string): DebugAuthorization;
  /** Keeps a trace; gives its id. */
  keep(serviceId: string, serviceName: string, collector: TraceCollector): string;
}

interface Credentials {
  readonly serviceId: string;
  readonly apiId: string;
  readonly expiresAt: number;
}

/**
 * Traces of the managed gateway. A debug token names its purpose, API and expiry and is signed, as the service's own are
 * (`p=tracing&aid=…&ex=…&sn=…`); the key lives as long as the process, like the traces.
 */
export function createTracing(clock: Clock): Tracing {
  const key = randomBytes(32);
  const traces = new Map<string, { readonly serviceId: string; readonly document: unknown }>();
  const apis = new Map<string, Credentials>();

  const sign = (text: string): string => createHmac("sha256", key).update(text).digest("base64");

  function read(token: string): Credentials | undefined {
    const at = token.lastIndexOf("&sn=");
    if (at === -1) return undefined;
    const given = Buffer.from(token.slice(at + 4));
    const expected = Buffer.from(sign(token.slice(0, at)));
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    return apis.get(token.slice(0, at));
  }

  return {
    issueCredentials({ serviceId, apiId, expiresAfterMs, purposes }: DebugCredentialsRequest) {
      const expiresAt = clock.now() + expiresAfterMs;
      const apiName = apiId.slice(apiId.lastIndexOf("/") + 1);
      const text = `p=${purposes.join(",")}&aid=${apiName}&ex=${compactTime(expiresAt)}`;
      for (const [old, credentials] of apis) if (credentials.expiresAt + 3_600_000 < clock.now()) apis.delete(old);
      apis.set(text, { serviceId: resourceKey(serviceId), apiId: resourceKey(apiId), expiresAt });
      return `${text}&sn=${sign(text)}`;
    },
    check(token, serviceId, apiId) {
      const credentials = read(token);
      if (credentials === undefined || credentials.serviceId !== resourceKey(serviceId)) return { kind: "invalid" };
      if (clock.now() >= credentials.expiresAt)
        return { kind: "expired", expiry: new Date(credentials.expiresAt).toISOString() };
      if (credentials.apiId !== resourceKey(apiId))
        return { kind: "wrong-api", message: "The debug credentials are for another API." };
      return { kind: "valid" };
    },
    keep(serviceId, serviceName, collector) {
      const traceId = randomUUID();
      const document = { serviceName, traceId, traceEntries: collector.entries() };
      traces.set(traceId, { serviceId: resourceKey(serviceId), document });
      const [oldest] = traces.keys();
      if (traces.size > MAX_TRACES && oldest !== undefined) traces.delete(oldest);
      return traceId;
    },
    find(serviceId, traceId) {
      const found = traces.get(traceId);
      return found?.serviceId === resourceKey(serviceId) ? found.document : undefined;
    },
  };
}

/** `20230504000000`, UTC. */
function compactTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace(/\D/g, "");
}
