import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Upstream } from "../azurite/upstream.ts";
import type { StorageError } from "./storage-error.ts";
import type { StorageRequest } from "./storage-request.ts";

const HOP = new Set(["connection", "keep-alive", "transfer-encoding", "server"]);
const SERVER = { blob: "Windows-Azure-Blob/1.0", queue: "Windows-Azure-Queue/1.0", table: "Windows-Azure-Table/1.0" };

export interface Forwarding {
  readonly request: StorageRequest;
  readonly upstream: Upstream;
  /** Signs the request in the caller's place; undefined sends it as it came. */
  readonly key: string | undefined;
  /** What was read of the body already: all of it. Undefined: it is still to be streamed. */
  readonly body?: Buffer | undefined;
  /** Thrown when Azurite forbids: it words what an anonymous caller may not do unlike Azure. */
  readonly refusal: StorageError | undefined;
}

/** Sends an admitted request on to Azurite and its answer back, both streamed. */
export async function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  forwarding: Forwarding,
): Promise<void> {
  const { request, upstream, key, body, refusal } = forwarding;
  const sent = await upstream.open(request, key);
  outgoing.once("close", () => {
    if (!outgoing.writableEnded) sent.destroy();
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    sent.once("response", resolve);
    sent.on("error", reject);
  });
  // An answer may come before the whole body was taken; then the rest of it is nobody's.
  const written = body === undefined ? pipeline(incoming, sent).catch(() => {}) : sent.end(body);
  const answer = await answered;
  if (refusal !== undefined && answer.statusCode === 403) {
    answer.resume();
    throw refusal;
  }
  outgoing.statusCode = answer.statusCode ?? 502;
  outgoing.statusMessage = answer.statusMessage ?? "";
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined && !HOP.has(name)) outgoing.setHeader(name, value);
  }
  outgoing.setHeader("server", `${SERVER[request.service]} Microsoft-HTTPAPI/2.0`);
  await pipeline(answer, outgoing);
  await written;
}
