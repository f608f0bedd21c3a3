import { errors, type JWTPayload, jwtVerify } from "jose";
import { z } from "zod";
import type { ClientId, Clock, ObjectId } from "../../platform/index.ts";
import { issuerV1, issuerV2 } from "./issuers.ts";
import type { SigningKey } from "./signing-key.ts";
import { TokenRejected } from "./token-rejected.ts";
import type { VerifiedToken } from "./token-service.ts";

const claimsSchema = z.object({
  oid: z.guid(),
  tid: z.guid(),
  appid: z.guid().optional(),
  azp: z.guid().optional(),
  aud: z.string(),
});

/** What tokens are checked with. */
export interface VerifierContext {
  readonly tenantId: string;
  readonly signingKey: SigningKey;
  readonly clock: Clock;
}

/**
 * Checks an access token of this tenant: RS256 by the tenant's key, either version's issuer, valid now, for one of
 * `audiences`. Throws `TokenRejected`.
 */
export async function verifyToken(
  { tenantId, signingKey, clock }: VerifierContext,
  token: string,
  audiences: readonly string[],
): Promise<VerifiedToken> {
  if (audiences.length === 0) throw new TokenRejected("AUDIENCE", "No audience is accepted here.");
  const payload = await readClaims(token, {
    signingKey,
    issuers: [issuerV1(tenantId), issuerV2(tenantId)],
    audiences,
    now: new Date(clock.now()),
  });
  const parsed = claimsSchema.safeParse(payload);
  const clientId = parsed.data?.appid ?? parsed.data?.azp;
  if (!parsed.success || clientId === undefined || parsed.data.tid !== tenantId) {
    throw new TokenRejected(
      "MALFORMED",
      "The token lacks claims of an access token: expected oid, tid, aud and appid or azp.",
    );
  }
  return {
    objectId: parsed.data.oid as ObjectId,
    clientId: clientId as ClientId,
    tenantId,
    audience: parsed.data.aud,
    claims: payload,
  };
}

interface Expectation {
  readonly signingKey: SigningKey;
  readonly issuers: readonly string[];
  readonly audiences: readonly string[];
  readonly now: Date;
}

async function readClaims(token: string, { signingKey, issuers, audiences, now }: Expectation): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(
      token,
      ({ kid }) => {
        if (kid !== signingKey.id) throw new errors.JWKSNoMatchingKey();
        return signingKey.publicKey;
      },
      {
        algorithms: ["RS256"],
        issuer: [...issuers],
        audience: [...audiences],
        currentDate: now,
        requiredClaims: ["exp", "nbf"],
      },
    );
    return payload;
  } catch (error) {
    throw toRejection(error);
  }
}

function toRejection(error: unknown): TokenRejected {
  if (error instanceof errors.JWTExpired) return new TokenRejected("EXPIRED", "The token has expired.");
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === "iss") return new TokenRejected("ISSUER", "The token was issued by another tenant.");
    if (error.claim === "aud") return new TokenRejected("AUDIENCE", "The token is for another resource.");
    if (error.claim === "nbf" && error.reason === "check_failed") {
      return new TokenRejected("NOT_YET_VALID", "The token is not valid yet.");
    }
    return new TokenRejected("MALFORMED", `The token's claim '${error.claim}' is missing or of the wrong kind.`);
  }
  if (
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JOSEAlgNotAllowed
  ) {
    return new TokenRejected("SIGNATURE", "The token isn't signed by this tenant's key.");
  }
  if (error instanceof errors.JOSEError) return new TokenRejected("MALFORMED", "The token isn't a JWT.");
  throw error;
}
