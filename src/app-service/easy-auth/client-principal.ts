import { type Claims, textClaim } from "./checks/claims.ts";
import type { EasyAuthConfiguration } from "./configuration.ts";

const IDENTITY = "http://schemas.microsoft.com/identity/claims";
const XMLSOAP = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";
const NAME_TYPE = `${XMLSOAP}/name`;
const ROLE_TYPE = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role";

/** .NET's names for a token's claims, as seen in real headers. */
const MAPPED_NAMES: ReadonlyMap<string, string> = new Map([
  ["oid", `${IDENTITY}/objectidentifier`],
  ["tid", `${IDENTITY}/tenantid`],
  ["scp", `${IDENTITY}/scope`],
  ["idp", `${IDENTITY}/identityprovider`],
  ["acr", "http://schemas.microsoft.com/claims/authnclassreference"],
  ["amr", "http://schemas.microsoft.com/claims/authnmethodsreferences"],
  ["sub", `${XMLSOAP}/nameidentifier`],
  ["upn", `${XMLSOAP}/upn`],
  ["unique_name", NAME_TYPE],
  ["given_name", `${XMLSOAP}/givenname`],
  ["family_name", `${XMLSOAP}/surname`],
  ["email", `${XMLSOAP}/emailaddress`],
]);

type Header = readonly [name: string, value: string];

/**
 * The headers by which the app learns who calls ("Work with user identities in App Service authentication"). There is
 * no name for an app-only caller: its token has none, and App Service was seen to leave the header out rather than to
 * invent one.
 */
export function principalHeaders(
  claims: Claims,
  token: string,
  configuration: EasyAuthConfiguration,
): readonly Header[] {
  const headers: Header[] = [["X-MS-CLIENT-PRINCIPAL", encodePrincipal(claims, configuration)]];
  const id = textClaim(claims, "oid") ?? textClaim(claims, "sub");
  if (id !== undefined) headers.push(["X-MS-CLIENT-PRINCIPAL-ID", headerText(id)]);
  const name = ["upn", "preferred_username", "unique_name", "email"]
    .map((claim) => textClaim(claims, claim))
    .find(Boolean);
  if (name !== undefined) headers.push(["X-MS-CLIENT-PRINCIPAL-NAME", headerText(name)]);
  headers.push(["X-MS-CLIENT-PRINCIPAL-IDP", "aad"]);
  // A plain bearer token was seen to arrive under this name, whether it is an id token or not; without the token store,
  // nothing.
  if (configuration.tokenStore === "on") headers.push(["X-MS-TOKEN-AAD-ID-TOKEN", token]);
  return headers;
}

function encodePrincipal(claims: Claims, configuration: EasyAuthConfiguration): string {
  const principal = {
    auth_typ: "aad",
    claims: Object.entries(claims).flatMap(([name, value]) => {
      const typ = claimType(name, configuration);
      return (Array.isArray(value) ? value : [value]).map((item) => ({ typ, val: claimText(item) }));
    }),
    name_typ: NAME_TYPE,
    role_typ: ROLE_TYPE,
  };
  // Real headers escape the slash.
  return Buffer.from(JSON.stringify(principal).replaceAll("/", "\\/"), "utf8").toString("base64");
}

function claimType(name: string, { claimNames, roleClaim }: EasyAuthConfiguration): string {
  if (claimNames === "token") return name;
  return name === "roles" ? roleClaim : (MAPPED_NAMES.get(name) ?? name);
}

function claimText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

/** A header takes visible ASCII only; everything else is percent-encoded, as the page has no rule for it. */
function headerText(text: string): string {
  return /^[\x20-\x7e]*$/.test(text) ? text : encodeURIComponent(text);
}
