import { randomBytes } from "node:crypto";

/** Bytes of a GUID in the order that .NET writes them: the first three groups are little-endian. */
export function guidBytes(guid: string): Buffer {
  const [a = "", b = "", c = "", d = "", e = ""] = guid.split("-");
  const reversed = (hex: string) => Buffer.from(hex, "hex").reverse();
  return Buffer.concat([reversed(a), reversed(b), reversed(c), Buffer.from(d + e, "hex")]);
}

/** `aio`: opaque; that of an app-only token is short base64 that begins with `E2`. */
export function opaqueAio(): string {
  return Buffer.concat([Buffer.from([0x13, 0x67, 0x60, 0x60]), randomBytes(18)]).toString("base64");
}

/** `uti`: 22 characters; read as a GUID it ends in `00`, as Entra's trace ids do. */
export function opaqueUti(): string {
  return Buffer.concat([randomBytes(15), Buffer.from([0])]).toString("base64url");
}

/** `rh`: opaque; holds the tenant and the resource. */
export function opaqueRh(tenantId: string, resourceAppId: string): string {
  const bytes = [Buffer.from([1, 0x7a, 0]), guidBytes(tenantId), guidBytes(resourceAppId), Buffer.from([0x7a, 0, 0])];
  return `1.${Buffer.concat(bytes).toString("base64url")}.`;
}

/** `xms_ftd`: opaque; ends in the name of the region that issued the token. */
export function opaqueFtd(): string {
  return Buffer.concat([randomBytes(32), Buffer.from([1]), Buffer.from("europewest-dsms")]).toString("base64url");
}
