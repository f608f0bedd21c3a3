import { HeaderList } from "../pipeline/header-list.ts";

/** Status line and headers of a response. */
export interface ResponseHead {
  readonly statusCode: number;
  readonly statusReason: string;
  readonly headers: HeaderList;
  /** How the body's end is found (RFC 9112, 6.3). */
  readonly framing:
    | { readonly kind: "none" | "chunked" | "close" }
    | { readonly kind: "length"; readonly length: number };
  /** True if the connection can take another request after the body. */
  readonly keepAlive: boolean;
}

/** What the backend sent is not HTTP/1.1 as RFC 9112 has it. */
export class MalformedResponse extends Error {
  readonly code = "BACKEND_RESPONSE_MALFORMED";
}

const MAX_HEAD_BYTES = 64 * 1024;
/** The value begins and ends with a visible character, so that no line, however it is made, takes long to match or to refuse. */
const HEADER =
  /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(?:([\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)[ \t]*)?$/;

/**
 * Reads the head of a response from the front of `data`; undefined while it isn't complete. `end` is where the body begins.
 * Refuses what request smuggling is made of: two lengths, a length beside chunks, folded or nameless header lines.
 */
export function parseHead(
  data: Buffer,
  method: string,
): { readonly head: ResponseHead; readonly end: number } | undefined {
  const end = data.indexOf("\r\n\r\n");
  if (end === -1 || end > MAX_HEAD_BYTES) {
    if (data.length > MAX_HEAD_BYTES)
      throw new MalformedResponse(`The response's head is larger than ${MAX_HEAD_BYTES} bytes.`);
    return undefined;
  }
  const lines = data.toString("latin1", 0, end).split("\r\n");
  const status = /^HTTP\/1\.([01]) (\d{3})(?: (.*))?$/.exec(lines[0] ?? "");
  if (status === null)
    throw new MalformedResponse(`'${(lines[0] ?? "").slice(0, 80)}' is not the status line of an HTTP/1.1 response.`);
  const headers = new HeaderList();
  let isPersistent = status[1] === "1";
  let length: number | undefined;
  let transferCoding = "";
  for (let index = 1; index < lines.length; index += 1) {
    const header = HEADER.exec(lines[index] ?? "");
    if (header === null) throw new MalformedResponse(`'${(lines[index] ?? "").slice(0, 80)}' is not a header line.`);
    const [, name = "", value = ""] = header;
    switch (headers.appendParsed(name, value)) {
      case "content-length":
        length = readLength(value, length);
        break;
      case "transfer-encoding":
        transferCoding = transferCoding === "" ? value.toLowerCase() : `${transferCoding},${value.toLowerCase()}`;
        break;
      case "connection":
        if (/\bclose\b/i.test(value)) isPersistent = false;
        else if (/\bkeep-alive\b/i.test(value)) isPersistent = true;
        break;
    }
  }
  if (transferCoding !== "" && length !== undefined)
    throw new MalformedResponse("The response has both a Content-Length and a Transfer-Encoding.");
  const statusCode = Number(status[2]);
  const framing = framingOf(method, statusCode, transferCoding, length);
  const head = {
    statusCode,
    statusReason: status[3] ?? "",
    headers,
    framing,
    keepAlive: isPersistent && framing.kind !== "close",
  };
  return { head, end: end + 4 };
}

function readLength(value: string, before: number | undefined): number {
  const length = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
  if (Number.isNaN(length) || (before !== undefined && before !== length)) {
    throw new MalformedResponse(`The response's Content-Length is '${value}'; expected one whole number.`);
  }
  return length;
}

function framingOf(
  method: string,
  statusCode: number,
  transferCoding: string,
  length: number | undefined,
): ResponseHead["framing"] {
  if (method === "HEAD" || statusCode === 204 || statusCode === 304) return { kind: "none" };
  if (transferCoding !== "") {
    if (transferCoding !== "chunked")
      throw new MalformedResponse(`The transfer coding '${transferCoding}' is not known; expected 'chunked'.`);
    return { kind: "chunked" };
  }
  if (length === undefined) return { kind: "close" };
  return length === 0 ? { kind: "none" } : { kind: "length", length };
}
