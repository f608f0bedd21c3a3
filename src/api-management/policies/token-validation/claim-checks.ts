import type { GatewayContext } from "../../pipeline/context.ts";
import type { PolicyElement } from "../../policy-document/policy-element.ts";
import type { ChildDefinition } from "../definition.ts";
import type { ElementCompiler, Value } from "../element-compiler.ts";
import { claimValues, type TokenClaims } from "./token-claims.ts";
import { TokenFailure } from "./token-failure.ts";

export type ClaimCheck = (claims: TokenClaims, context: GatewayContext) => void;

/** `<audiences><audience>…`, `<issuers><issuer>…`, `<client-application-ids><application-id>…`. */
export function listElement(name: string, item: string): ChildDefinition {
  return {
    name,
    children: [{ name: item, min: 1, max: Number.POSITIVE_INFINITY, text: { required: true, expression: true } }],
  };
}

export const requiredClaimsElement: ChildDefinition = {
  name: "required-claims",
  children: [
    {
      name: "claim",
      min: 1,
      max: Number.POSITIVE_INFINITY,
      attributes: {
        name: { required: true },
        match: { expression: true, values: ["all", "any"] },
        separator: { expression: true },
      },
      children: [{ name: "value", max: Number.POSITIVE_INFINITY, text: { required: true, expression: true } }],
    },
  ],
};

/** The texts in the child element `name`; undefined when the policy has no such element. */
export function compileList(
  element: PolicyElement,
  name: string,
  compiler: ElementCompiler,
): readonly Value<string>[] | undefined {
  return element.children
    .find((child) => child.name === name)
    ?.children.map((item) => {
      if (item.text?.kind === "literal") {
        const literal = item.text.value.trim();
        return () => literal;
      }
      const text = compiler.content(item);
      return (context: GatewayContext) => text(context).trim();
    });
}

/** Not before and expiry, against the cloud's clock. `skewSeconds` is let pass on both sides. */
export function checkLifetime(
  claims: TokenClaims,
  nowMs: number,
  skewSeconds: number,
  requireExpiration: boolean,
): void {
  const now = nowMs / 1000;
  const { exp, nbf } = claims;
  if (exp === undefined ? requireExpiration : typeof exp !== "number") {
    throw new TokenFailure(
      "JwtInvalid",
      "IDX10225: Lifetime validation failed. The token is missing an Expiration Time.",
    );
  }
  if (typeof exp === "number" && now >= exp + skewSeconds) {
    throw new TokenFailure(
      "TokenExpired",
      `IDX10223: Lifetime validation failed. The token is expired. ValidTo (UTC): '${utc(exp)}', Current time (UTC): '${utc(now)}'.`,
    );
  }
  if (nbf !== undefined && typeof nbf !== "number")
    throw new TokenFailure("JwtInvalid", "The token's 'nbf' is not a number.");
  if (nbf !== undefined && now < nbf - skewSeconds) {
    throw new TokenFailure(
      "JwtInvalid",
      `IDX10222: Lifetime validation failed. The token is not yet valid. ValidFrom (UTC): '${utc(nbf)}', Current time (UTC): '${utc(now)}'.`,
    );
  }
}

/** One of the token's audiences must be one of these, to the letter. */
export function audienceCheck(allowed: readonly Value<string>[]): ClaimCheck {
  return (claims, context) => {
    const audiences = claimValues(claims, "aud");
    if (allowed.some((audience) => audiences.includes(audience(context)))) return;
    throw new TokenFailure(
      "TokenAudienceNotAllowed",
      `IDX10214: Audience validation failed. Audiences: '${audiences.join(", ")}'. Did not match any of '${allowed.map((audience) => audience(context)).join(", ")}'. Access denied.`,
    );
  };
}

/** The token's issuer must be one of these. `{tenantid}` in a provider's issuer stands for the token's own tenant. */
export function checkIssuer(claims: TokenClaims, allowed: readonly string[]): void {
  const [issuer = ""] = claimValues(claims, "iss");
  const [tenant = ""] = claimValues(claims, "tid");
  if (allowed.includes(issuer)) return;
  if (allowed.some((candidate) => issuer === candidate.replace("{tenantid}", tenant))) return;
  throw new TokenFailure(
    "TokenIssuerNotAllowed",
    `IDX10205: Issuer validation failed. Issuer: '${issuer}'. Did not match any of '${allowed.join(", ")}'. Access denied.`,
  );
}

/** One check for each `claim` of `required-claims`. */
export function compileRequiredClaims(element: PolicyElement, compiler: ElementCompiler): readonly ClaimCheck[] {
  const list = element.children.find(({ name }) => name === "required-claims");
  return (list?.children ?? []).map((claim) => requiredClaimCheck(claim, compiler));
}

function requiredClaimCheck(claim: PolicyElement, compiler: ElementCompiler): ClaimCheck {
  const name = compiler.literal(claim, "name") ?? "";
  const match = compiler.text(claim, "match") ?? (() => "all");
  const separator = compiler.text(claim, "separator");
  const wanted = claim.children.map((value) => compiler.content(value));
  return (claims, context) => {
    const present = splitValues(claimValues(claims, name), separator?.(context));
    if (present.length === 0)
      throw new TokenFailure("TokenClaimNotFound", `JWT is missing the following claims: ${name}. Access denied.`);
    if (wanted.length === 0) return;
    const holds = (value: Value<string>): boolean => present.includes(value(context).trim());
    if (match(context) === "any" ? wanted.some(holds) : wanted.every(holds)) return;
    throw new TokenFailure(
      "TokenClaimValueNotAllowed",
      `Claim ${name} value of ${present.join(", ")} is not allowed. Access denied.`,
    );
  };
}

/** `separator` splits what the token holds, never what the policy asks for. */
function splitValues(values: readonly string[], separator: string | undefined): readonly string[] {
  if (separator === undefined || separator === "") return values;
  return values
    .flatMap((value) => value.split(separator))
    .map((value) => value.trim())
    .filter((value) => value !== "");
}

function utc(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
