import type { NetType } from "../types/net-type.ts";
import { arrayOf } from "../types/registry.ts";
import { NetObject } from "./net-object.ts";

/** A .NET array of any element type but byte; a `byte[]` is a Uint8Array. */
export class NetArray extends NetObject {
  readonly elementType: NetType;
  readonly items: unknown[];

  constructor(elementType: NetType, items: unknown[]) {
    super();
    this.elementType = elementType;
    this.items = items;
  }

  override get netType(): NetType {
    return arrayOf(this.elementType);
  }
}
