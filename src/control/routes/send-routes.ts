import { isUtf8 } from "node:buffer";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { Hono } from "hono";
import type { Outbound } from "../../platform/index.ts";
import { type SendAnswer, type SendRequest, sendRequestSchema } from "../contract/send.ts";
import { failure } from "../failure.ts";

const TIMEOUT_MS = 240_000;
const MAX_BODY_BYTES = 2 * 1024 * 1024;

export interface SendRoutesOptions {
  readonly outbound: Outbound;
  /** True for a host name that this cloud serves. */
  readonly serves: (hostname: string) => boolean;
}

/** Sends a request on behalf of a page, which can't set a `Host` or read another origin's answer. */
export function sendRoutes({ outbound, serves }: SendRoutesOptions): Hono {
  return new Hono().post("/send", async (context) => {
    const wanted = sendRequestSchema.parse(await context.req.json());
    const url = new URL(wanted.url);
    if (!serves(url.hostname)) {
      const hint = "Name an Azure host that this cloud serves, as https://my-apim.azure-api.net/.";
      return context.json(failure("HostNotServed", `'${url.host}' is not served here. ${hint}`), 400);
    }
    try {
      return context.json(await send(outbound, url, wanted, context.req.raw.signal));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return context.json(failure("NoAnswer", `${wanted.method} ${wanted.url} got no answer: ${why}`), 502);
    }
  });
}

function send(outbound: Outbound, url: URL, wanted: SendRequest, signal: AbortSignal): Promise<SendAnswer> {
  const { hostname, port, host } = outbound.route(url);
  const startedAt = performance.now();
  const given = wanted.headers.filter(([name]) => !/^(host|content-length|connection|transfer-encoding)$/i.test(name));
  const length = wanted.body === undefined ? [] : [["Content-Length", String(Buffer.byteLength(wanted.body))]];
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({
      method: wanted.method,
      hostname,
      port,
      path: url.pathname + url.search,
      headers: [["Host", host], ...given, ...length].flat(),
      agent: false,
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    outgoing.once("error", reject);
    outgoing.once("response", (incoming) => {
      readAnswer(incoming, startedAt).then(resolve, reject);
    });
    outgoing.end(wanted.body);
  });
}

async function readAnswer(incoming: IncomingMessage, startedAt: number): Promise<SendAnswer> {
  const kept: Buffer[] = [];
  let bodyBytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    const room = MAX_BODY_BYTES - bodyBytes;
    if (room > 0) kept.push(chunk.subarray(0, room));
    bodyBytes += chunk.length;
  }
  const body = Buffer.concat(kept);
  const bodyEncoding = isUtf8(body) ? "utf8" : "base64";
  return {
    status: incoming.statusCode ?? 0,
    statusText: incoming.statusMessage ?? "",
    headers: pairs(incoming.rawHeaders),
    body: body.toString(bodyEncoding),
    bodyEncoding,
    bodyBytes,
    isCut: bodyBytes > MAX_BODY_BYTES,
    durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
  };
}

function pairs(raw: readonly string[]): readonly (readonly [string, string])[] {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ""] as const] : []));
}
