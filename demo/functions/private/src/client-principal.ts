/** What App Service Authentication says about the caller. */
export interface ClientPrincipal {
  /** The app roles in the caller's token, in the token's order; empty when it has none. */
  readonly roles: readonly string[];
}

/** There is no caller to speak of: the header is missing, or is not what App Service writes. */
export class ClientPrincipalError extends Error {
  readonly code = "CLIENT_PRINCIPAL_INVALID";
  override readonly name = "ClientPrincipalError";
}

interface Claim {
  readonly typ: string;
  readonly val: string;
}

/**
 * Reads the header `X-MS-CLIENT-PRINCIPAL`, in which App Service Authentication passes on the claims of the token that it
 * checked: base64 of `{"auth_typ", "claims": [{"typ", "val"}], "name_typ", "role_typ"}`. A claim with several values comes as
 * several entries.
 *
 * A role claim is of type `roles`, as in the token. With `WEBSITE_AUTH_USE_LEGACY_CLAIMS=false` it gets the long name that
 * `role_typ` tells, so both count. (App Service: "Work with user identities in Azure App Service authentication")
 *
 * @param header the header's value, `null` when there is none.
 * @throws ClientPrincipalError when it is missing, or is not base64 of such a document.
 */
export function readClientPrincipal(header: string | null): ClientPrincipal {
  if (header === null || header === "") {
    throw new ClientPrincipalError("The request has no X-MS-CLIENT-PRINCIPAL header: nobody was authenticated.");
  }
  const document = parseDocument(header);
  const { claims } = document;
  if (!Array.isArray(claims) || !claims.every(isClaim)) {
    throw new ClientPrincipalError('X-MS-CLIENT-PRINCIPAL needs "claims": a list of {"typ", "val"}, both strings.');
  }
  const roles = claims.filter(({ typ }) => typ === "roles" || typ === document.role_typ).map(({ val }) => val);
  return { roles };
}

function parseDocument(header: string): Readonly<Record<string, unknown>> {
  try {
    const document: unknown = JSON.parse(Buffer.from(header, "base64").toString("utf8"));
    if (isRecord(document)) return document;
  } catch (cause) {
    throw new ClientPrincipalError("X-MS-CLIENT-PRINCIPAL is not the base64 of a JSON document.", { cause });
  }
  throw new ClientPrincipalError("X-MS-CLIENT-PRINCIPAL is not the base64 of a JSON object.");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isClaim(value: unknown): value is Claim {
  return isRecord(value) && typeof value.typ === "string" && typeof value.val === "string";
}
