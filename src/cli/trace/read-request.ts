import { readFileSync } from "node:fs";
import type { OutboundResponse } from "../../platform/index.ts";
import { CliError } from "../cli-error.ts";

/** The request that is to be traced. */
export interface TraceRequest {
  readonly method: string;
  /** With Azure's own host name. */
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
}

export interface TraceAnswer extends OutboundResponse {
  readonly milliseconds: number;
}

export interface RequestFlags {
  readonly request?: string;
  readonly header: readonly string[];
  readonly data?: string;
}

/** The request that curl's flags of the same names describe. Throws `CliError`. */
export function readRequest(url: URL, { request, header, data }: RequestFlags): TraceRequest {
  const body = data?.startsWith("@") === true ? readBody(data.slice(1)) : data;
  const method = (request ?? (body === undefined ? "GET" : "POST")).toUpperCase();
  if (!/^[!#$%&'*+.^_`|~0-9A-Z-]+$/.test(method)) throw new CliError(`'${method}' is no HTTP method.`);
  const headers: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
  const given = new Set<string>();
  for (const line of header) {
    const [, name = "", value = ""] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\r\n\0]*)$/.exec(line) ?? [];
    if (name === "") throw new CliError(`'${line}' is no header: expected 'Name: value'.`);
    const key = name.toLowerCase();
    headers[key] = given.has(key) ? `${headers[key]}, ${value}` : value;
    given.add(key);
  }
  return { method, url, headers, body };
}

function readBody(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new CliError(`The body can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
