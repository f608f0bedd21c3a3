import type { IncomingMessage } from "node:http";
import { PARENT_HEADER } from "../platform/index.ts";

const NONE: readonly string[] = [];

/**
 * Takes the parent header off a request and returns its values. It is between this cloud's own parts: no app, policy or service
 * gets to see one, whoever sent it.
 */
export function takeParents(request: IncomingMessage): readonly string[] {
  const { headers, rawHeaders } = request;
  if (headers[PARENT_HEADER] === undefined) return NONE;
  delete headers[PARENT_HEADER];
  // Node makes this one when it is first asked for, from as many raw headers as there were at the beginning.
  delete request.headersDistinct[PARENT_HEADER];
  const values: string[] = [];
  for (let index = rawHeaders.length - 2; index >= 0; index -= 2) {
    if (rawHeaders[index]?.toLowerCase() !== PARENT_HEADER) continue;
    const [, value = ""] = rawHeaders.splice(index, 2);
    values.push(value);
  }
  return values;
}
