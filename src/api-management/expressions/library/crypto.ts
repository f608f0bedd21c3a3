import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, randomInt } from "node:crypto";
import { DotNetError } from "../dotnet-error.ts";
import { argumentOutOfRange, notNull } from "../runtime/errors.ts";
import type { NetType } from "../types/net-type.ts";
import { typeNamed } from "../types/registry.ts";
import type { TypeTable } from "../types/type-definition.ts";
import type { EnumValue } from "../values/enum-value.ts";
import { NetObject } from "../values/net-object.ts";
import { double } from "../values/numbers.ts";
import { enumValue } from "./enums.ts";

const namespace = "System.Security.Cryptography";

/** A hash algorithm, with a key when it is an HMAC. */
class HashAlgorithm extends NetObject {
  private readonly typeName: string;
  private readonly algorithm: string;
  key: Uint8Array | null;

  constructor(typeName: string, algorithm: string, key: Uint8Array | null) {
    super();
    this.typeName = typeName;
    this.algorithm = algorithm;
    this.key = key;
  }

  override get netType(): NetType {
    return typeNamed(this.typeName);
  }

  compute(bytes: Uint8Array | null): Uint8Array {
    const input = notNull(bytes, "buffer");
    const hash = this.key === null ? createHash(this.algorithm) : createHmac(this.algorithm, this.key);
    return new Uint8Array(hash.update(input).digest());
  }

  get bits(): number {
    return this.compute(new Uint8Array()).length * 8;
  }
}

const sizes = { MD5: 64, SHA1: 64, SHA256: 64, SHA384: 128, SHA512: 128 } as const;

const hashTypes: readonly TypeTable[] = Object.entries(sizes).flatMap(([name, blockSize]): TypeTable[] => {
  const plain = `${namespace}.${name}`;
  const managed = `${plain}Managed`;
  const keyed = `${namespace}.HMAC${name}`;
  const algorithm = name.toLowerCase();
  const create = (): HashAlgorithm => new HashAlgorithm(plain, algorithm, null);
  const tables: TypeTable[] = [
    {
      name: plain,
      kind: "class",
      base: "HashAlgorithm",
      members: {
        [`static ${name} Create()`]: create,
        "static byte[] HashData(byte[] source)": (bytes: Uint8Array | null) => create().compute(bytes),
      },
    },
    {
      name: keyed,
      kind: "class",
      base: "HMAC",
      members: {
        "new()": () => new HashAlgorithm(keyed, algorithm, randomBytes(blockSize)),
        "new(byte[] key)": (key: Uint8Array | null) => new HashAlgorithm(keyed, algorithm, notNull(key, "key")),
      },
    },
  ];
  if (name !== "MD5") {
    tables.push({
      name: managed,
      kind: "class",
      base: name,
      members: { "new()": () => new HashAlgorithm(managed, algorithm, null) },
    });
  }
  return tables;
});

const hashBases: readonly TypeTable[] = [
  {
    name: `${namespace}.HashAlgorithm`,
    kind: "class",
    interfaces: ["IDisposable"],
    members: {
      "byte[] ComputeHash(byte[] buffer)": (hash: HashAlgorithm, bytes: Uint8Array | null) => hash.compute(bytes),
      "byte[] ComputeHash(byte[] buffer, int offset, int count)": (
        hash: HashAlgorithm,
        bytes: Uint8Array | null,
        offset: number,
        count: number,
      ) => hash.compute(notNull(bytes, "buffer").subarray(offset, offset + count)),
      "int HashSize": (hash: HashAlgorithm) => hash.bits,
    },
  },
  {
    name: `${namespace}.KeyedHashAlgorithm`,
    kind: "class",
    base: "HashAlgorithm",
    members: {
      "byte[] Key": {
        get: (hash: HashAlgorithm) => hash.key,
        set: (hash: HashAlgorithm, key: Uint8Array | null) => {
          hash.key = notNull(key, "value");
        },
      },
    },
  },
  { name: `${namespace}.HMAC`, kind: "class", base: "KeyedHashAlgorithm" },
];

/** A symmetric algorithm: AES, the only one that is not broken. */
class SymmetricAlgorithm extends NetObject {
  key: Uint8Array = randomBytes(32);
  iv: Uint8Array = randomBytes(16);
  mode: EnumValue = enumValue(`${namespace}.CipherMode`, "CBC");
  padding: EnumValue = enumValue(`${namespace}.PaddingMode`, "PKCS7");

  override get netType(): NetType {
    return typeNamed(`${namespace}.SymmetricAlgorithm`);
  }
}

const cryptographic = (message: string): DotNetError =>
  new DotNetError("System.Security.Cryptography.CryptographicException", message);

function createAlgorithm(name: string | null): SymmetricAlgorithm {
  if (
    /^(System\.Security\.Cryptography\.)?(Aes|AesManaged|AesCryptoServiceProvider|Rijndael|RijndaelManaged)$/i.test(
      name ?? "",
    )
  ) {
    return new SymmetricAlgorithm();
  }
  throw cryptographic(`The algorithm '${name}' is not available; use "Aes".`);
}

function transform(
  algorithm: SymmetricAlgorithm,
  bytes: Uint8Array | null,
  direction: "encrypt" | "decrypt",
): Uint8Array {
  const input = notNull(bytes, "input");
  const bits = algorithm.key.length * 8;
  const mode = algorithm.mode.toString().toLowerCase();
  const padding = algorithm.padding.toString();
  if (![128, 192, 256].includes(bits)) throw cryptographic("Specified key is not a valid size for this algorithm.");
  if (mode !== "cbc" && mode !== "ecb") throw cryptographic("Only the cipher modes CBC and ECB are available.");
  if (padding !== "PKCS7" && padding !== "None")
    throw cryptographic("Only the padding modes PKCS7 and None are available.");
  if (mode === "cbc" && algorithm.iv.length !== 16) {
    throw cryptographic("Specified initialization vector (IV) does not match the block size for this algorithm.");
  }
  const name = `aes-${bits}-${mode}`;
  const iv = mode === "ecb" ? null : algorithm.iv;
  const cipher =
    direction === "encrypt" ? createCipheriv(name, algorithm.key, iv) : createDecipheriv(name, algorithm.key, iv);
  cipher.setAutoPadding(padding === "PKCS7");
  try {
    return new Uint8Array(Buffer.concat([cipher.update(input), cipher.final()]));
  } catch (error) {
    throw new DotNetError(
      "System.Security.Cryptography.CryptographicException",
      "Padding is invalid and cannot be removed.",
      error,
    );
  }
}

function withKey(algorithm: SymmetricAlgorithm, key: Uint8Array | null, iv: Uint8Array | null): SymmetricAlgorithm {
  const keyed = new SymmetricAlgorithm();
  keyed.mode = algorithm.mode;
  keyed.padding = algorithm.padding;
  keyed.key = notNull(key, "key");
  keyed.iv = notNull(iv, "iv");
  return keyed;
}

type Bytes = Uint8Array | null;

function cipherMethods(name: string, direction: "encrypt" | "decrypt"): TypeTable["members"] {
  return {
    [`static byte[] ${name}(this byte[] input, string alg, byte[] key, byte[] iv)`]: (
      input: Bytes,
      alg: string | null,
      key: Bytes,
      iv: Bytes,
    ) => transform(withKey(createAlgorithm(alg), key, iv), input, direction),
    [`static byte[] ${name}(this byte[] input, SymmetricAlgorithm alg)`]: (input: Bytes, alg: SymmetricAlgorithm) =>
      transform(alg, input, direction),
    [`static byte[] ${name}(this byte[] input, SymmetricAlgorithm alg, byte[] key, byte[] iv)`]: (
      input: Bytes,
      alg: SymmetricAlgorithm,
      key: Bytes,
      iv: Bytes,
    ) => transform(withKey(alg, key, iv), input, direction),
  };
}

const cipherTypes: readonly TypeTable[] = [
  {
    name: `${namespace}.SymmetricAlgorithm`,
    kind: "class",
    interfaces: ["IDisposable"],
    members: {
      "static SymmetricAlgorithm Create(string algName)": createAlgorithm,
      "byte[] Key": {
        get: (algorithm: SymmetricAlgorithm) => algorithm.key,
        set: (algorithm: SymmetricAlgorithm, key: Bytes) => {
          algorithm.key = notNull(key, "value");
        },
      },
      "byte[] IV": {
        get: (algorithm: SymmetricAlgorithm) => algorithm.iv,
        set: (algorithm: SymmetricAlgorithm, iv: Bytes) => {
          algorithm.iv = notNull(iv, "value");
        },
      },
      "CipherMode Mode": {
        get: (algorithm: SymmetricAlgorithm) => algorithm.mode,
        set: (algorithm: SymmetricAlgorithm, mode: EnumValue) => {
          algorithm.mode = mode;
        },
      },
      "PaddingMode Padding": {
        get: (algorithm: SymmetricAlgorithm) => algorithm.padding,
        set: (algorithm: SymmetricAlgorithm, padding: EnumValue) => {
          algorithm.padding = padding;
        },
      },
      "int KeySize": (algorithm: SymmetricAlgorithm) => algorithm.key.length * 8,
      "int BlockSize": () => 128,
      "void GenerateKey()": (algorithm: SymmetricAlgorithm) => {
        algorithm.key = randomBytes(32);
      },
      "void GenerateIV()": (algorithm: SymmetricAlgorithm) => {
        algorithm.iv = randomBytes(16);
      },
    },
  },
  {
    name: "CryptographyExtensions",
    kind: "static",
    members: { ...cipherMethods("Encrypt", "encrypt"), ...cipherMethods("Decrypt", "decrypt") },
  },
];

/** A System.Random. Its numbers come from the operating system, so a seed does not repeat them. */
class NetRandom extends NetObject {
  override get netType(): NetType {
    return typeNamed("System.Random");
  }

  next(from: number, to: number): number {
    if (from > to) throw argumentOutOfRange("maxValue");
    return from === to ? from : randomInt(from, to);
  }
}

class RandomBytes extends NetObject {
  override get netType(): NetType {
    return typeNamed(`${namespace}.RNGCryptoServiceProvider`);
  }
}

const randomTypes: readonly TypeTable[] = [
  {
    name: "System.Random",
    kind: "class",
    members: {
      "new()": () => new NetRandom(),
      "new(int Seed)": () => new NetRandom(),
      "int Next()": (random: NetRandom) => random.next(0, 2_147_483_647),
      "int Next(int maxValue)": (random: NetRandom, to: number) => random.next(0, to),
      "int Next(int minValue, int maxValue)": (random: NetRandom, from: number, to: number) => random.next(from, to),
      "double NextDouble()": () => double(Math.random()),
      "void NextBytes(byte[] buffer)": (_: NetRandom, buffer: Bytes) =>
        notNull(buffer, "buffer").set(randomBytes(buffer?.length ?? 0)),
    },
  },
  {
    name: `${namespace}.RNGCryptoServiceProvider`,
    kind: "class",
    interfaces: ["IDisposable"],
    members: {
      "new()": () => new RandomBytes(),
      "void GetBytes(byte[] data)": (_: RandomBytes, buffer: Bytes) =>
        notNull(buffer, "data").set(randomBytes(buffer?.length ?? 0)),
    },
  },
];

/** Hashes, HMACs, AES and random numbers. */
export const cryptoTypes: readonly TypeTable[] = [...hashBases, ...hashTypes, ...cipherTypes, ...randomTypes];
