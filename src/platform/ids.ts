import { createHash, randomUUID } from "node:crypto";

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Id of a directory object (application object, service principal, group, user): `oid` in tokens. */
export type ObjectId = Branded<"ObjectId">;
/** Id of an application, the same in every tenant: `appid` / `azp` in tokens, "client id" to people. */
export type ClientId = Branded<"ClientId">;
/** Id of a resource as its creator spelled it; compare with `sameResourceId` or by `resourceKey`. */
export type ResourceId = Branded<"ResourceId">;

export function newObjectId(): ObjectId {
  return randomUUID() as ObjectId;
}

export function newClientId(): ClientId {
  return randomUUID() as ClientId;
}

/** What two spellings of one resource id share: Azure ignores case, doubled slashes and a slash at the end. */
export function resourceKey(id: string): string {
  return id
    .replace(/\/{2,}/g, "/")
    .replace(/\/$/, "")
    .toLowerCase();
}

export function sameResourceId(a: string, b: string): boolean {
  return resourceKey(a) === resourceKey(b);
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isGuid(text: string): boolean {
  return GUID.test(text);
}

/** A GUID that is always the same for the same words: for built-in objects that must survive a reset. */
export function derivedGuid(...words: readonly string[]): string {
  const hex = createHash("sha256").update(words.join("\n")).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
