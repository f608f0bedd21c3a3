import { isIP } from "node:net";
import type { OutCell } from "../compile/call.ts";
import { formatError, notNull } from "../runtime/errors.ts";
import type { NetType } from "../types/net-type.ts";
import { typeNamed } from "../types/registry.ts";
import type { TypeTable } from "../types/type-definition.ts";
import { NetObject } from "../values/net-object.ts";

/** A System.Net.IPAddress, as its bytes. */
class IpAddress extends NetObject {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    super();
    this.bytes = bytes;
  }

  /** Reads an address of either family; null when the text is none. */
  static read(text: string): IpAddress | null {
    const bare = text
      .trim()
      .replace(/^\[|\]$/g, "")
      .replace(/%.*$/, "");
    const family = isIP(bare);
    if (family === 4) return new IpAddress(Uint8Array.from(bare.split("."), Number));
    return family === 6 ? new IpAddress(readSix(bare)) : null;
  }

  override get netType(): NetType {
    return typeNamed("System.Net.IPAddress");
  }

  override toString(): string {
    if (this.bytes.length === 4) return this.bytes.join(".");
    return new URL(
      `http://[${Buffer.from(this.bytes)
        .toString("hex")
        .replace(/(.{4})(?!$)/g, "$1:")}]`,
    ).hostname.slice(1, -1);
  }

  override equals(other: unknown): boolean {
    return other instanceof IpAddress && other.toString() === this.toString();
  }

  override hashKey(): unknown {
    return `ip:${this}`;
  }

  get isLoopback(): boolean {
    return this.bytes.length === 4 ? this.bytes[0] === 127 : this.toString() === "::1";
  }
}

/** The sixteen bytes of an IPv6 address: `::` stands for as many zero groups as are missing. */
function readSix(text: string): Uint8Array {
  const plain = text.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a: string, b: string, c: string, d: string) => {
    const group = (high: string, low: string): string => (Number(high) * 256 + Number(low)).toString(16);
    return `${group(a, b)}:${group(c, d)}`;
  });
  const [head = "", tail] = plain.split("::");
  const groups = (part: string): readonly string[] => (part === "" ? [] : part.split(":"));
  const after = tail === undefined ? [] : groups(tail);
  const zeros = new Array<string>(8 - groups(head).length - after.length).fill("0");
  const all = [...groups(head), ...(tail === undefined ? [] : zeros), ...after];
  return new Uint8Array(Buffer.from(all.map((group) => group.padStart(4, "0")).join(""), "hex"));
}

function parse(text: string | null): IpAddress {
  const address = IpAddress.read(notNull(text, "ipString"));
  if (address === null) throw formatError("An invalid IP address was specified.");
  return address;
}

/** System.Net.IPAddress. */
export const ipAddressType: TypeTable = {
  name: "System.Net.IPAddress",
  kind: "class",
  members: {
    "static IPAddress Parse(string ipString)": parse,
    "static bool TryParse(string ipString, out IPAddress address)": (text: string | null, address: OutCell) => {
      address.value = text === null ? null : IpAddress.read(text);
      return address.value !== null;
    },
    "static bool IsLoopback(IPAddress address)": (address: IpAddress | null) => notNull(address, "address").isLoopback,
    "byte[] GetAddressBytes()": (address: IpAddress) => address.bytes.slice(),
    "string ToString()": (address: IpAddress) => address.toString(),
  },
};
