import type { KeyObject } from "node:crypto";
import { compactVerify, decodeProtectedHeader, errors, type JWTVerifyGetKey } from "jose";
import type { OpenIdConfiguration } from "../../../platform/index.ts";
import type { GatewayContext } from "../../pipeline/context.ts";
import type { TokenClaims } from "./token-claims.ts";
import { TokenFailure } from "./token-failure.ts";

/** "validate-jwt policy": supported asymmetric algorithms. Never a symmetric one with a provider's public key. */
const ASYMMETRIC = ["RS256", "RS512", "PS256", "ES256"];
const SYMMETRIC = ["HS256", "HS384", "HS512"];
const MAX_KEPT = 1000;
/** Longer than any real token; refused before it is taken apart. */
const MAX_TOKEN_LENGTH = 64 * 1024;

/** A token whose signature is right. Nothing else of it has been checked. */
export interface SignedToken {
  readonly claims: TokenClaims;
  /** Issuers of the providers whose keys could have signed it; empty when the key stands in the policy. */
  readonly issuers: readonly string[];
}

export interface VerifierOptions {
  /** OpenID Connect metadata documents, in order. */
  readonly configurationUrls: readonly ((context: GatewayContext) => string)[];
  /** Keys in the policy itself. */
  readonly symmetricKeys: readonly Uint8Array[];
  readonly asymmetricKeys: readonly { readonly id: string | undefined; readonly key: KeyObject }[];
  readonly requireSigned: boolean;
}

interface KeptToken {
  readonly token: string;
  readonly signed: SignedToken;
  readonly configurations: readonly OpenIdConfiguration[];
}

/**
 * Checks signatures. A token that was checked before is known by its text for as long as the providers' keys are the same
 * ones, so a caller that comes again costs no public-key operation.
 */
export class SignatureVerifier {
  readonly #options: VerifierOptions;
  readonly #kept = new Map<string, KeptToken>();

  constructor(options: VerifierOptions) {
    this.#options = options;
  }

  /** The token if it was checked before with keys that are still the current ones. */
  known(token: string, context: GatewayContext): SignedToken | undefined {
    const kept = this.#kept.get(placeOf(token));
    if (kept?.token !== token) return undefined;
    const urls = this.#options.configurationUrls;
    for (let index = 0; index < urls.length; index += 1) {
      if (context.services.openIdConfigurations.peek(urls[index]?.(context) ?? "") !== kept.configurations[index])
        return undefined;
    }
    return kept.signed;
  }

  /** Throws `TokenFailure`. */
  async verify(token: string, context: GatewayContext): Promise<SignedToken> {
    const header = readHeader(token);
    if (header.alg === "none" && !this.#options.requireSigned) return { claims: readUnsigned(token), issuers: [] };
    const configurations = await this.#configurations(header.kid, context);
    const claims = await this.#claims(token, header, configurations);
    const signed: SignedToken = { claims, issuers: configurations.map(({ issuer }) => issuer) };
    if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
    this.#kept.set(placeOf(token), { token, signed, configurations });
    return signed;
  }

  async #configurations(kid: string | undefined, context: GatewayContext): Promise<readonly OpenIdConfiguration[]> {
    try {
      return await Promise.all(
        this.#options.configurationUrls.map((url) => context.services.openIdConfigurations.get(url(context), kid)),
      );
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new TokenFailure("JwtInvalid", `The OpenID configuration can't be had: ${reason}`);
    }
  }

  async #claims(
    token: string,
    header: TokenHeader,
    configurations: readonly OpenIdConfiguration[],
  ): Promise<TokenClaims> {
    const { symmetricKeys, asymmetricKeys } = this.#options;
    let failure = new TokenFailure(
      "TokenSignatureKeyNotFound",
      `No signing key for the key id '${header.kid ?? ""}' and algorithm '${header.alg}'. Access denied.`,
    );
    if (ASYMMETRIC.includes(header.alg)) {
      const inline = asymmetricKeys.filter(({ id }) => id === header.kid);
      const candidates: (JWTVerifyGetKey | KeyObject)[] = [
        ...configurations.map(({ keys }) => keys),
        ...(inline.length > 0 ? inline : asymmetricKeys).map(({ key }) => key),
      ];
      for (const key of candidates) {
        try {
          return parseClaims((await verifyWith(token, key, ASYMMETRIC)).payload);
        } catch (error) {
          failure = asTokenFailure(error, failure);
        }
      }
    }
    if (SYMMETRIC.includes(header.alg)) {
      for (const key of symmetricKeys) {
        try {
          return parseClaims((await compactVerify(token, key, { algorithms: SYMMETRIC })).payload);
        } catch (error) {
          failure = asTokenFailure(error, failure);
        }
      }
    }
    throw failure;
  }
}

/** Where a token is kept: by the end of its signature. Hashing all of a long text for each request costs more than comparing it. */
function placeOf(token: string): string {
  return token.slice(-32);
}

interface TokenHeader {
  readonly alg: string;
  readonly kid: string | undefined;
}

function verifyWith(token: string, key: JWTVerifyGetKey | KeyObject, algorithms: string[]) {
  return typeof key === "function"
    ? compactVerify(token, key, { algorithms })
    : compactVerify(token, key, { algorithms });
}

function readHeader(token: string): TokenHeader {
  if (token.length > MAX_TOKEN_LENGTH)
    throw new TokenFailure(
      "JwtInvalid",
      `The token has ${token.length} characters; at most ${MAX_TOKEN_LENGTH} are read.`,
    );
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    if (typeof alg === "string") return { alg, kid };
  } catch {
    // Falls through: not a token at all.
  }
  throw new TokenFailure(
    "JwtInvalid",
    "IDX12741: JWT is not well formed: it must have three segments (JWS) or five (JWE).",
  );
}

function readUnsigned(token: string): TokenClaims {
  return parseClaims(Buffer.from(token.split(".")[1] ?? "", "base64url"));
}

function parseClaims(payload: Uint8Array): TokenClaims {
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload).toString("utf8"));
    if (typeof claims === "object" && claims !== null && !Array.isArray(claims)) return claims as TokenClaims;
  } catch {
    // Falls through: the payload is not JSON.
  }
  throw new TokenFailure("JwtInvalid", "The token's payload is not a JSON object.");
}

function asTokenFailure(error: unknown, otherwise: TokenFailure): TokenFailure {
  if (error instanceof TokenFailure) return error;
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return new TokenFailure("TokenSignatureInvalid", "IDX10511: Signature validation failed. Access denied.");
  }
  return otherwise;
}
