import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { GatewayResponse } from "../pipeline/context.ts";
import { isHopByHop, namedByConnection } from "./hop-by-hop.ts";

/** Sends a response to the caller; a streamed body no faster than the caller takes it. */
export function respond(outgoing: ServerResponse, response: GatewayResponse, isHead: boolean): void {
  const content = response.body?.content ?? null;
  const named = namedByConnection(response.headers);
  const headers: string[] = [];
  response.headers.forEach((key, name, value) => {
    const isLength = key === "content-length" && !isHead && !(content instanceof Readable);
    if (!isLength && !isHopByHop(key) && !named?.has(key)) headers.push(name, value);
  });
  if (!(content instanceof Readable) && !isHead && response.statusCode !== 204 && response.statusCode !== 304) {
    headers.push("Content-Length", String(content?.length ?? 0));
  }
  if (response.statusReason === "") outgoing.writeHead(response.statusCode, headers);
  else outgoing.writeHead(response.statusCode, response.statusReason.replace(/[^\x20-\x7e]/g, " "), headers);
  if (!(content instanceof Readable)) {
    if (content === null || isHead) outgoing.end();
    else outgoing.end(content);
    return;
  }
  // The backend broke off: the caller must see that too, so the connection ends without the rest.
  content.once("error", () => outgoing.destroy());
  outgoing.once("close", () => content.destroy());
  content.pipe(outgoing);
}
