import type { NetType } from "./net-type.ts";
import { typeNamed } from "./registry.ts";

/** Types that the language itself speaks of. They are looked up when first asked for, after the library is registered. */
const cache = new Map<string, NetType>();

function wellKnown(name: string): NetType {
  let type = cache.get(name);
  if (type === undefined) {
    type = typeNamed(name);
    cache.set(name, type);
  }
  return type;
}

/** Types that the language itself speaks of. */
export const known = {
  get object(): NetType {
    return wellKnown("System.Object");
  },
  get string(): NetType {
    return wellKnown("System.String");
  },
  get bool(): NetType {
    return wellKnown("System.Boolean");
  },
  get char(): NetType {
    return wellKnown("System.Char");
  },
  get int(): NetType {
    return wellKnown("System.Int32");
  },
  get long(): NetType {
    return wellKnown("System.Int64");
  },
  get decimal(): NetType {
    return wellKnown("System.Decimal");
  },
  get double(): NetType {
    return wellKnown("System.Double");
  },
  get byte(): NetType {
    return wellKnown("System.Byte");
  },
  get exception(): NetType {
    return wellKnown("System.Exception");
  },
  get context(): NetType {
    return wellKnown("IContext");
  },
} as const;

const numericNames: Readonly<Record<string, NumericKind>> = {
  "System.SByte": "sbyte",
  "System.Byte": "byte",
  "System.Int16": "short",
  "System.UInt16": "ushort",
  "System.Int32": "int",
  "System.UInt32": "uint",
  "System.Int64": "long",
  "System.UInt64": "ulong",
  "System.Single": "float",
  "System.Double": "double",
  "System.Decimal": "decimal",
  "System.Char": "char",
};

/** Types that C# counts among the numbers; `char` converts like one. */
export type NumericKind =
  | "sbyte"
  | "byte"
  | "short"
  | "ushort"
  | "int"
  | "uint"
  | "long"
  | "ulong"
  | "float"
  | "double"
  | "decimal"
  | "char";

/** The kind of a number type; undefined for every other type. */
export const numericKind = (type: NetType): NumericKind | undefined => numericNames[type.definition.name];

const typesOfKinds = new Map<NumericKind, string>(Object.entries(numericNames).map(([name, kind]) => [kind, name]));

/** The type of a kind of number. */
export const numericType = (kind: NumericKind): NetType => wellKnown(typesOfKinds.get(kind) ?? "System.Int32");
