import { randomUUID } from "node:crypto";
import type { OutCell } from "../compile/call.ts";
import { argumentNull, formatError } from "../runtime/errors.ts";
import type { TypeTable } from "../types/type-definition.ts";
import { Guid } from "../values/guid.ts";

const empty = new Guid("0".repeat(32));

function parse(text: string | null): Guid {
  if (text === null) throw argumentNull("input");
  const guid = Guid.read(text);
  if (guid === null) throw formatError("Unrecognized Guid format.");
  return guid;
}

/** The order in which .NET writes the bytes of a GUID: the first three groups are little-endian. */
const byteOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

function toBytes(guid: Guid): Uint8Array {
  const bytes = Buffer.from(guid.digits, "hex");
  return Uint8Array.from(byteOrder, (index) => bytes[index] ?? 0);
}

function fromBytes(bytes: Uint8Array): Guid {
  const ordered = Uint8Array.from(byteOrder, (index) => bytes[index] ?? 0);
  return new Guid(Buffer.from(ordered).toString("hex"));
}

/** System.Guid. */
export const guidType: TypeTable = {
  name: "System.Guid",
  kind: "struct",
  defaultValue: () => empty,
  interfaces: ["IComparable"],
  members: {
    "new(string g)": parse,
    "new(byte[] b)": fromBytes,
    "static Guid Empty": () => empty,
    "static Guid NewGuid()": () => new Guid(randomUUID().replaceAll("-", "")),
    "static Guid Parse(string input)": parse,
    "static bool TryParse(string input, out Guid result)": (text: string | null, result: OutCell) => {
      const guid = text === null ? null : Guid.read(text);
      result.value = guid ?? empty;
      return guid !== null;
    },
    "byte[] ToByteArray()": toBytes,
    "bool Equals(Guid g)": (guid: Guid, other: Guid) => guid.equals(other),
    "int CompareTo(Guid value)": (guid: Guid, other: Guid) => guid.compareTo(other),
    "string ToString()": (guid: Guid) => guid.toString(),
    "string ToString(string format)": (guid: Guid, format: string | null) => guid.format(format ?? ""),
    "bool operator ==(Guid a, Guid b)": (one: Guid, other: Guid) => one.equals(other),
    "bool operator !=(Guid a, Guid b)": (one: Guid, other: Guid) => !one.equals(other),
  },
};
