import type { SigningKey } from "./signing-key.ts";

/** An entry of the key set, as Entra writes it: no `alg` ("Access tokens": token signing key rollover). */
export interface PublishedKey {
  readonly kty: "RSA";
  readonly use: "sig";
  readonly kid: string;
  readonly x5t: string;
  readonly n: string;
  readonly e: string;
  readonly x5c: readonly [string];
  readonly issuer?: string;
}

/** The public half of the signing key. `issuer` only in the v2 key set. */
export function toPublishedKey(key: SigningKey, issuer: string | undefined): PublishedKey {
  const { n, e } = key.publicKey.export({ format: "jwk" });
  if (n === undefined || e === undefined) throw new TypeError(`Signing key ${key.id} isn't an RSA key.`);
  return {
    kty: "RSA",
    use: "sig",
    kid: key.id,
    x5t: key.id,
    n,
    e,
    x5c: [key.certificate],
    ...(issuer === undefined ? {} : { issuer }),
  };
}
