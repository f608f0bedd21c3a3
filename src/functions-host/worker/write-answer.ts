import type { ServerResponse } from "node:http";
import type { HttpAnswer } from "./http-answer.ts";
import { setCookie } from "./set-cookie.ts";

/** Headers by which the connection is framed: the host's own business, whatever a function says. */
const FRAMING = new Set(["connection", "content-length", "keep-alive", "trailer", "transfer-encoding", "upgrade"]);

/** Writes what a function has answered; a function that has answered nothing is a 204. */
export function writeAnswer(response: ServerResponse, answer: HttpAnswer | undefined): void {
  if (answer === undefined) {
    endEmpty(response, 204);
    return;
  }
  const { status, headers, cookies, body } = answer;
  for (const [name, value] of headers) {
    if (!FRAMING.has(name.toLowerCase())) response.setHeader(name, value);
  }
  for (const cookie of cookies) response.appendHeader("Set-Cookie", setCookie(cookie));
  response.statusCode = status;
  if (status !== 204 && status !== 304) response.setHeader("Content-Length", body.byteLength);
  response.end(body);
}

/** Answers with a status and no body, as the host does wherever it answers itself. */
export function endEmpty(response: ServerResponse, status: number): void {
  if (response.headersSent) {
    // Half an answer must not look like a whole one.
    response.destroy();
    return;
  }
  response.statusCode = status;
  if (status !== 204) response.setHeader("Content-Length", 0);
  response.end();
}
