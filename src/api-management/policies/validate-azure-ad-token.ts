import type { GatewayContext } from "../pipeline/context.ts";
import { everyScope, type PolicyDefinition } from "./definition.ts";
import type { Value } from "./element-compiler.ts";
import {
  audienceCheck,
  type ClaimCheck,
  checkIssuer,
  checkLifetime,
  compileList,
  compileRequiredClaims,
  listElement,
  requiredClaimsElement,
} from "./token-validation/claim-checks.ts";
import { compileTokenPlace, tokenPlaceAttributes } from "./token-validation/extract-token.ts";
import { SignatureVerifier } from "./token-validation/signature-verifier.ts";
import { claimValues } from "./token-validation/token-claims.ts";
import { TokenFailure } from "./token-validation/token-failure.ts";
import { outcomeAttributes, validationRun } from "./token-validation/validation-run.ts";

const DEFAULT_ENDPOINT = "https://login.microsoftonline.com";
/** Seen in answers of Azure services that stand behind this policy; without a full stop, unlike validate-jwt's. */
const texts = { notPresent: "Azure AD JWT not present", invalid: "Invalid Azure AD JWT" };

/**
 * Validates a token of Microsoft Entra ID, of either version: its keys are the same, its issuer differs. Backend application
 * ids are audiences; with both lists, a token needs to fit one of all of them.
 */
export const validateAzureAdToken: PolicyDefinition = {
  name: "validate-azure-ad-token",
  summary: "Enforces that the request has a valid token of Microsoft Entra ID.",
  sections: ["inbound"],
  scopes: everyScope,
  source: "validate-azure-ad-token policy",
  attributes: {
    "tenant-id": { required: true, expression: true },
    "authentication-endpoint": {},
    ...tokenPlaceAttributes,
    ...outcomeAttributes,
  },
  children: [
    listElement("backend-application-ids", "application-id"),
    listElement("client-application-ids", "application-id"),
    listElement("audiences", "audience"),
    requiredClaimsElement,
    { name: "decryption-keys", contains: "template" },
  ],
  compile(element, compiler) {
    if (element.children.some(({ name }) => name === "decryption-keys")) {
      compiler.fault(element, "'decryption-keys' is one that this version of Gatehouse does not run.");
    }
    const tenantText = compiler.requiredText(element, "tenant-id");
    const tenant = (context: GatewayContext) => tenantText(context).trim().replace(/\/+$/, "").replace(/^.*\//, "");
    const endpoint = endpointOf(compiler.literal(element, "authentication-endpoint"));
    const clientIds = compileList(element, "client-application-ids", compiler);
    const audiences = [
      ...(compileList(element, "backend-application-ids", compiler) ?? []),
      ...(compileList(element, "audiences", compiler) ?? []),
    ];
    const checks: readonly ClaimCheck[] = [
      ...(audiences.length === 0 ? [] : [audienceCheck(audiences)]),
      ...(clientIds === undefined ? [] : [clientCheck(clientIds)]),
      ...compileRequiredClaims(element, compiler),
    ];

    return validationRun({
      policy: "validate-azure-ad-token",
      token: compileTokenPlace(element, compiler, {
        defaultHeader: "Authorization",
        notPresent: texts.notPresent,
        scheme: undefined,
      }),
      verifier: new SignatureVerifier({
        configurationUrls: [(context) => `${endpoint}/${tenant(context)}/v2.0/.well-known/openid-configuration`],
        symmetricKeys: [],
        asymmetricKeys: [],
        requireSigned: true,
      }),
      check(signed, context) {
        checkLifetime(signed.claims, context.services.clock.now(), 0, true);
        checkIssuer(signed.claims, signed.issuers.flatMap(bothVersions));
        for (const check of checks) check(signed.claims, context);
      },
      failedCode: compiler.status(element, "failed-validation-httpcode"),
      failedMessage: compiler.text(element, "failed-validation-error-message"),
      texts,
      variable: compiler.literal(element, "output-token-variable-name"),
    });
  },
};

function endpointOf(given: string | undefined): string {
  if (given === undefined || given.trim() === "") return DEFAULT_ENDPOINT;
  const text = given.trim().replace(/\/+$/, "");
  return /^https?:\/\//i.test(text) ? text : `https://${text}`;
}

/** The v2 issuer that the metadata names, and the v1 issuer of the same tenant ("Access tokens in the Microsoft identity platform"). */
function bothVersions(issuer: string): readonly string[] {
  const tenant = /\/([^/]+)\/v2\.0$/.exec(issuer)?.[1];
  return tenant === undefined ? [issuer] : [issuer, `https://sts.windows.net/${tenant}/`];
}

/** `azp` in tokens of version 2, `appid` in those of version 1. */
function clientCheck(allowed: readonly Value<string>[]): ClaimCheck {
  return (claims, context) => {
    const name = claimValues(claims, "ver")[0] === "2.0" ? "azp" : "appid";
    const [client = ""] = claimValues(claims, name);
    if (allowed.some((id) => id(context).toLowerCase() === client.toLowerCase())) return;
    throw new TokenFailure(
      "TokenClaimValueNotAllowed",
      `Claim ${name} value of ${client} is not allowed: it is not one of the client application ids. Access denied.`,
    );
  };
}
