import type { Member } from "../types/type-definition.ts";
import type { BoundExpression } from "./bound.ts";
import type { Checker } from "./checker.ts";

/**
 * Notes that a message's `Body` is used, so that the gateway buffers it.
 *
 * `Body` of a response that a `send-request` variable holds needs no buffering; a response counts as the context's own
 * when it was not cast from a variable.
 */
export function noteBodyRead(checker: Checker, member: Member, receiver: BoundExpression): void {
  if (member.name !== "Body") return;
  if (member.declaring.name === "IRequest") checker.bodies.requestBody = true;
  if (member.declaring.name === "IResponse" && receiver.kind !== "convert") checker.bodies.responseBody = true;
}
