import { Agent, request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from "node:http";
import { buffer } from "node:stream/consumers";
import { sign } from "../front/shared-key.ts";
import type { StorageService } from "../front/storage-error.ts";
import type { Azurite, AzuriteAddress } from "./azurite.ts";
import { GATE_HEADER } from "./messages.ts";

const IDLE_TIME_MS = 60_000;
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** A request on its way to Azurite. */
export interface UpstreamRequest {
  readonly service: StorageService;
  readonly account: string;
  readonly method: string;
  readonly rawPath: string;
  readonly rawQuery: string;
  /** How the caller came. A signature may be for https alone. */
  readonly scheme: "https" | "http";
  /** By name in lower case; a credential among them is left out. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface UpstreamAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** The way to Azurite, for those who have checked the caller. */
export interface Upstream {
  /** Opens a request whose body the caller still has to write; `key` signs it, without one it goes as it is. */
  open(request: UpstreamRequest, key: string | undefined): Promise<ReturnType<typeof httpRequest>>;
  /** One small request of our own, signed. */
  call(
    request: Omit<UpstreamRequest, "headers" | "scheme">,
    key: string,
    headers?: Record<string, string>,
    body?: string,
  ): Promise<UpstreamAnswer>;
  close(): void;
}

/** Headers of one hop, or that would change what Azurite takes the request for. */
const NOT_FORWARDED = new Set([
  ...["connection", "keep-alive", "proxy-connection", "proxy-authorization", "te", "trailer", "upgrade", "expect"],
  ...["host", "authorization", "date", "forwarded", GATE_HEADER],
]);

export function createUpstream(azurite: Azurite): Upstream {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });

  async function open(request: UpstreamRequest, key: string | undefined) {
    const address = await azurite.address();
    const outgoing = httpRequest({
      agent,
      host: "127.0.0.1",
      port: address.ports[request.service],
      method: request.method,
      path: request.rawQuery === "" ? request.rawPath : `${request.rawPath}?${request.rawQuery}`,
      headers: headersFor(request, address, key),
      setHost: false,
    });
    outgoing.setTimeout(IDLE_TIME_MS, () => outgoing.destroy(new Error("Azurite did not answer in time.")));
    return outgoing;
  }

  return {
    open,
    async call(request, key, headers = {}, body = "") {
      const length = String(Buffer.byteLength(body));
      const all = { "x-ms-version": "2021-12-02", "content-length": length, ...headers };
      const outgoing = await open({ ...request, scheme: "https", headers: all }, key);
      return new Promise<UpstreamAnswer>((resolve, reject) => {
        outgoing.once("error", reject);
        outgoing.once("response", (response) => readAnswer(response).then(resolve, reject));
        outgoing.end(body);
      });
    },
    close: () => agent.destroy(),
  };
}

function headersFor(request: UpstreamRequest, { gate }: AzuriteAddress, key: string | undefined): OutgoingHttpHeaders {
  const { service, account, method } = request;
  const kept = Object.entries(request.headers).filter(
    ([name]) => !NOT_FORWARDED.has(name) && !name.startsWith("x-forwarded-"),
  );
  const headers: Record<string, string> = { ...Object.fromEntries(kept) };
  // Only tables take another method from a header, and only in a POST.
  if (service !== "table" || method !== "POST") delete headers["x-http-method"];
  if (key !== undefined) {
    headers["x-ms-date"] = new Date().toUTCString();
    headers.authorization = `SharedKey ${account}:${sign({ ...request, headers }, "SharedKey", key)}`;
  }
  const host = `${account}.${service}.core.windows.net`;
  return { ...headers, host, "x-forwarded-proto": request.scheme, [GATE_HEADER]: gate };
}

async function readAnswer(response: IncomingMessage): Promise<UpstreamAnswer> {
  if (Number(response.headers["content-length"] ?? 0) > MAX_ANSWER_BYTES) {
    response.destroy();
    throw new RangeError(`Azurite's answer is larger than ${MAX_ANSWER_BYTES} bytes.`);
  }
  const body = await buffer(response);
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name, value?.toString()]),
  );
  return { status: response.statusCode ?? 0, headers, body: body.toString("utf8") };
}
