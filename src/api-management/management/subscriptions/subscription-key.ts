import { randomBytes } from "node:crypto";

/** A new key in the form that Azure makes: 32 hexadecimal digits. */
export function newSubscriptionKey(): string {
  return randomBytes(16).toString("hex");
}
