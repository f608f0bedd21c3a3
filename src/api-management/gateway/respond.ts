import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { GatewayResponse } from "../pipeline/context.ts";
import { isHopByHop } from "./hop-by-hop.ts";

/** A body up to this size leaves in one write with the head; copying a larger one costs more than a second write does. */
const MAX_JOINED_BYTES = 16 * 1024;

/** Sends a response to the caller; a streamed body no faster than the caller takes it. */
export function respond(outgoing: ServerResponse, response: GatewayResponse, isHead: boolean): void {
  const content = response.body?.content ?? null;
  // The backend broke off while outbound policies ran.
  if (content instanceof Readable && content.destroyed) return void outgoing.destroy();
  const headers: string[] = [];
  response.headers.forEach((key, name, value) => {
    const isLength = key === "content-length" && !isHead && !(content instanceof Readable);
    if (!isLength && !isHopByHop(key)) headers.push(name, value);
  });
  if (!(content instanceof Readable) && !isHead && response.statusCode !== 204 && response.statusCode !== 304) {
    headers.push("Content-Length", String(content?.length ?? 0));
  }
  if (response.statusReason === "") outgoing.writeHead(response.statusCode, headers);
  else outgoing.writeHead(response.statusCode, response.statusReason.replace(/[^\x20-\x7e]/g, " "), headers);
  if (!(content instanceof Readable)) {
    if (content === null || isHead) outgoing.end();
    else if (content.length > MAX_JOINED_BYTES) outgoing.end(content);
    // Node joins a text with the head, bytes it does not; in Latin-1 each byte is a character and comes out as it was.
    else outgoing.end(asBuffer(content).toString("latin1"), "latin1");
    return;
  }
  // The backend broke off: the caller must see that too, so the connection ends without the rest.
  content.once("error", () => outgoing.destroy());
  outgoing.once("close", () => content.destroy());
  content.pipe(outgoing);
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
