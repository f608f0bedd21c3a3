import { HeaderList, isHeaderName, isHeaderValue } from "../pipeline/header-list.ts";

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
const LINE_END = "\r\n";
const HEAD_END = Buffer.from("\r\n\r\n");
const STATUS_LINE = /^HTTP\/1\.([01]) (\d{3})(?: (.*))?$/;

/**
 * Reads the head of a response from the front of `data`; undefined while it isn't complete. `end` is where the body begins.
 * Refuses what request smuggling is made of: two lengths, a length beside chunks, folded or nameless header lines.
 */
export function parseHead(
  data: Buffer,
  method: string,
): { readonly head: ResponseHead; readonly end: number } | undefined {
  const end = data.indexOf(HEAD_END);
  if (end === -1 || end > MAX_HEAD_BYTES) {
    if (data.length > MAX_HEAD_BYTES)
      throw new MalformedResponse(`The response's head is larger than ${MAX_HEAD_BYTES} bytes.`);
    return undefined;
  }
  const text = data.toString("latin1", 0, end + LINE_END.length);
  let lineEnd = text.indexOf(LINE_END);
  const status = STATUS_LINE.exec(text.slice(0, lineEnd));
  if (status === null)
    throw new MalformedResponse(
      `'${text.slice(0, Math.min(lineEnd, 80))}' is not the status line of an HTTP/1.1 response.`,
    );
  const headers = new HeaderList();
  let isPersistent = status[1] === "1";
  let length: number | undefined;
  let transferCoding = "";
  for (let start = lineEnd + LINE_END.length; start < text.length; start = lineEnd + LINE_END.length) {
    lineEnd = text.indexOf(LINE_END, start);
    const colon = text.indexOf(":", start);
    const name = text.slice(start, Math.max(colon, start));
    const value = withoutBlanks(text, colon + 1, lineEnd);
    if (!isHeaderName(name) || !isHeaderValue(value))
      throw new MalformedResponse(`'${text.slice(start, Math.min(lineEnd, start + 80))}' is not a header line.`);
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

/** A part of a text without blanks and tabs at its ends; `trim` would take others too. */
function withoutBlanks(text: string, start: number, end: number): string {
  let [from, to] = [start, end];
  while (from < to && isBlank(text.charCodeAt(from))) from += 1;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
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
