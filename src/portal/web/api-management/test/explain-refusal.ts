import type { Step } from "./trace-document.ts";

/** Why a request was refused, for a person. */
export interface Refusal {
  /** One sentence. */
  readonly sentence: string;
  /** Entra ID's code, as `AADSTS501051`. */
  readonly code?: string;
  /** An app role that would have to be assigned; ids of the identity and of the application that was asked for. */
  readonly missingAssignment?: { readonly clientId: string; readonly application: string };
}

/** Entra ID: "Microsoft Entra authentication and authorization error codes". */
const NOT_ASSIGNED = "AADSTS501051";

/** Explains the step that refused the request, from what it told. */
export function explainRefusal({ source, fields }: Step): Refusal {
  const told = text(fields.error) ?? text(fields.message) ?? "It told no reason.";
  const code = /\bAADSTS\d+\b/.exec(told)?.[0];
  if (code === NOT_ASSIGNED) {
    const ids = /Application '([^']+)'(?:\(([^)]*)\))? .*application '([^']+)'(?:\(([^)]*)\))?/.exec(told);
    const [, clientId = "", client = clientId, application = "", target = application] = ids ?? [];
    return {
      code,
      sentence: `The managed identity '${client}' was not assigned to a role of the application '${target}', and that application issues tokens only to those who are.`,
      ...(ids === null ? {} : { missingAssignment: { clientId, application } }),
    };
  }
  const reason = text(fields.reason);
  const known = reason === undefined ? undefined : REASONS[reason];
  const sentence = known === undefined ? `${source} refused the request: ${told}` : `${known} (${told})`;
  return { sentence, ...(code === undefined ? {} : { code }) };
}

/** "Error handling in API Management policies": predefined errors. */
const REASONS: Readonly<Record<string, string>> = {
  TokenNotPresent: "The request has no token where the policy looks for it. Choose an identity under Send as",
  TokenExpired: "The token has expired; an identity that keeps its tokens too long sends such",
  TokenInvalid: "The text in the header is no token that the policy can read",
  TokenSignatureInvalid: "The token is not signed by a key of the issuer that the policy trusts",
  TokenAudienceNotAllowed: "The token is meant for another audience than the policy asks for",
  TokenIssuerNotAllowed: "The token comes from another issuer than the policy allows",
  TokenClaimNotFound: "The token lacks a claim that the policy requires; an app role that isn't assigned is not in it",
  TokenClaimValueNotAllowed:
    "A claim of the token has another value than the policy requires; for roles, one that isn't assigned is not in it",
  SubscriptionKeyNotFound: "The request has no subscription key, and the API requires one",
  SubscriptionKeyInvalid:
    "The subscription key is not one of this service's, or its subscription doesn't open this API",
};

function text(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.map(String).join(" ");
  return typeof value === "string" ? value : undefined;
}
