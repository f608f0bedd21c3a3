import { STATUS_CODES } from "node:http";
import type { Terminal } from "../terminal.ts";
import type { TraceAnswer, TraceRequest } from "./read-request.ts";

const TEXT = /^(text\/|application\/([\w.+-]*[+])?(json|xml|x-www-form-urlencoded|javascript))/i;

/** Prints what was asked and what came back: status line, type and body. */
export function printAnswer(terminal: Terminal, { method, url }: TraceRequest, answer: TraceAnswer): void {
  const { status, headers, body, milliseconds } = answer;
  const colour = status < 300 ? "green" : status < 400 ? "yellow" : "red";
  const statusLine = terminal.style(colour, `${status} ${STATUS_CODES[status] ?? ""}`.trim());
  terminal.print(`${method} ${url.href}`);
  terminal.print(`${statusLine} in ${milliseconds.toFixed(0)} ms`);
  if (headers.location !== undefined) terminal.print(`Location: ${headers.location}`);
  if (body.length === 0) return;
  const type = headers["content-type"] ?? "";
  terminal.print();
  terminal.print(
    type === "" || TEXT.test(type) ? body.toString("utf8").trimEnd() : `(${body.length} bytes of ${type})`,
  );
}
