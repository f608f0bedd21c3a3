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
  /** In lower case. */
  readonly apiId: string;
  readonly expiresAt: number;
}

/**
 * Traces of the managed gateway. A debug token names its purpose, API and expiry and is signed, as the service's own are
 * (`p=tracing&aid=…&ex=…&sn=…`). The name of an API is not unique: its full id is signed with the rest. The key lives as long
 * as the process, like the traces.
 */
export function createTracing(clock: Clock): Tracing {
  const key = randomBytes(32);
  const traces = new Map<string, { readonly serviceId: string; readonly document: unknown }>();

  const sign = (text: string, apiId: string): string =>
    createHmac("sha256", key).update(`${text}\n${apiId}`).digest("base64");

  /** What a token of this service says; undefined for any other text. */
  function read(token: string, serviceId: string): Credentials | undefined {
    const parts = /^(p=[^&]*&aid=([^&]+)&ex=(\d{14}))&sn=(.+)$/.exec(token);
    if (parts === null) return undefined;
    const [, text = "", apiName = "", expiry = "", signature = ""] = parts;
    const apiId = resourceKey(`${serviceId}/apis/${apiName}`);
    const given = Buffer.from(signature);
    const expected = Buffer.from(sign(text, apiId));
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    return { apiId, expiresAt: readCompactTime(expiry) };
  }

  return {
    issueCredentials({ apiId, expiresAfterMs, purposes }: DebugCredentialsRequest) {
      const apiName = apiId.slice(apiId.lastIndexOf("/") + 1);
      const text = `p=${purposes.join(",")}&aid=${apiName}&ex=${compactTime(clock.now() + expiresAfterMs)}`;
      return `${text}&sn=${sign(text, resourceKey(apiId))}`;
    },
    check(token, serviceId, apiId) {
      const credentials = read(token, serviceId);
      if (credentials === undefined) return { kind: "invalid" };
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

function readCompactTime(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, "$1-$2-$3T$4:$5:$6Z"));
}
