import { createPublicKey } from "node:crypto";
import type { PolicyElement } from "../policy-document/policy-element.ts";
import { everyScope, type PolicyDefinition } from "./definition.ts";
import type { ElementCompiler } from "./element-compiler.ts";
import {
  audienceCheck,
  checkIssuer,
  checkLifetime,
  compileList,
  compileRequiredClaims,
  listElement,
  requiredClaimsElement,
} from "./token-validation/claim-checks.ts";
import { compileTokenPlace, tokenPlaceAttributes } from "./token-validation/extract-token.ts";
import { SignatureVerifier, type VerifierOptions } from "./token-validation/signature-verifier.ts";
import { outcomeAttributes, validationRun } from "./token-validation/validation-run.ts";

const texts = { notPresent: "JWT not present.", invalid: "Invalid JWT." };

/**
 * Validates a JSON Web Token of any issuer. With `issuers` and `openid-config` both, an issuer that either names is taken.
 * Encrypted tokens and certificates of the service are not here yet.
 */
export const validateJwt: PolicyDefinition = {
  name: "validate-jwt",
  summary: "Enforces that the request has a valid JSON Web Token.",
  sections: ["inbound"],
  scopes: everyScope,
  source: "validate-jwt policy",
  attributes: {
    ...tokenPlaceAttributes,
    ...outcomeAttributes,
    "require-expiration-time": { expression: true, type: "boolean" },
    "require-scheme": { expression: true },
    "require-signed-tokens": { type: "boolean" },
    "clock-skew": { expression: true, type: "integer" },
  },
  children: [
    {
      name: "openid-config",
      max: Number.POSITIVE_INFINITY,
      attributes: { url: { required: true }, "validate-connectivity": { type: "boolean" } },
    },
    {
      name: "issuer-signing-keys",
      children: [
        {
          name: "key",
          min: 1,
          max: Number.POSITIVE_INFINITY,
          attributes: { id: {}, "certificate-id": { notHere: true }, n: {}, e: {} },
          text: {},
        },
      ],
    },
    { name: "decryption-keys", contains: "template", notHere: true },
    listElement("audiences", "audience"),
    listElement("issuers", "issuer"),
    requiredClaimsElement,
  ],
  compile(element, compiler) {
    const keys = compileKeys(element, compiler);
    const requireSigned = compiler.literal(element, "require-signed-tokens")?.trim().toLowerCase() !== "false";
    const configurationUrls = element.children
      .filter(({ name }) => name === "openid-config")
      .map((child) => compileUrl(child, compiler));
    if (requireSigned && configurationUrls.length + keys.symmetricKeys.length + keys.asymmetricKeys.length === 0) {
      compiler.fault(
        element,
        "'openid-config' or 'issuer-signing-keys' must be there, unless 'require-signed-tokens' is false.",
      );
    }
    const issuers = compileList(element, "issuers", compiler);
    const audiences = compileList(element, "audiences", compiler);
    const checks = [
      ...(audiences === undefined ? [] : [audienceCheck(audiences)]),
      ...compileRequiredClaims(element, compiler),
    ];
    const skew = compiler.integer(element, "clock-skew");
    const requireExpiration = compiler.boolean(element, "require-expiration-time", true);

    return validationRun({
      policy: "validate-jwt",
      token: compileTokenPlace(element, compiler, {
        notPresent: texts.notPresent,
        scheme: compiler.text(element, "require-scheme"),
      }),
      verifier: new SignatureVerifier({ configurationUrls, requireSigned, ...keys }),
      check(signed, context) {
        checkLifetime(signed.claims, context.services.clock.now(), skew?.(context) ?? 0, requireExpiration(context));
        const allowed = [...(issuers?.map((issuer) => issuer(context)) ?? []), ...signed.issuers];
        if (allowed.length > 0) checkIssuer(signed.claims, allowed);
        for (const check of checks) check(signed.claims, context);
      },
      failedCode: compiler.status(element, "failed-validation-httpcode"),
      failedMessage: compiler.text(element, "failed-validation-error-message"),
      texts,
      variable: compiler.literal(element, "output-token-variable-name"),
    });
  },
};

function compileUrl(child: PolicyElement, compiler: ElementCompiler): () => string {
  const url = compiler.literal(child, "url")?.trim() ?? "";
  if (URL.parse(url) === null) compiler.fault(child, `'${url}' is not an absolute URL.`);
  return () => url;
}

type Keys = Pick<VerifierOptions, "symmetricKeys" | "asymmetricKeys">;

function compileKeys(element: PolicyElement, compiler: ElementCompiler): Keys {
  const symmetricKeys: Uint8Array[] = [];
  const asymmetricKeys: Keys["asymmetricKeys"][number][] = [];
  const list = element.children.find(({ name }) => name === "issuer-signing-keys");
  for (const key of list?.children ?? []) {
    const [modulus, exponent] = [compiler.literal(key, "n"), compiler.literal(key, "e")];
    const text = key.text?.value.trim() ?? "";
    if (modulus !== undefined && exponent !== undefined) {
      try {
        const publicKey = createPublicKey({ key: { kty: "RSA", n: modulus, e: exponent }, format: "jwk" });
        asymmetricKeys.push({ id: compiler.literal(key, "id"), key: publicKey });
      } catch {
        compiler.fault(key, "'n' and 'e' are not the Base64url modulus and exponent of an RSA key.");
      }
    } else if (/^[A-Za-z0-9+/]+={0,2}$/.test(text)) symmetricKeys.push(Buffer.from(text, "base64"));
    else compiler.fault(key, "The key is not Base64 text, and has no 'n' and 'e'.");
  }
  return { symmetricKeys, asymmetricKeys };
}
