import { createHash } from "node:crypto";

/**
 * A GUID that follows from what it stands for (RFC 9562, version 8). Where the providers make one up, this lets an apply that
 * was killed find its own resource again; to Azure it looks like any other.
 */
export function madeUpGuid(...parts: readonly string[]): string {
  const hex = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
