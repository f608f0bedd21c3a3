import type { SecretNames } from "../../platform/index.ts";

const REMOVED = "[removed]";

/** Headers whose value is a secret as a whole. */
const SECRET_HEADERS = new Set([
  "apim-debug-authorization",
  "api-key",
  "cookie",
  "ocp-apim-subscription-key",
  "secret",
  "set-cookie",
  "x-functions-key",
  "x-identity-header",
  "x-zumo-auth",
]);
/** And those that are by their names: `x-ms-encryption-key`, `x-api-key`, a subscription key's that an API has named itself. */
const SECRET_NAME = /(?:^|[-_])(?:key|secret|password|signature|(?:auth|access|api)-token)$/i;
/** Headers of the form `{scheme} {credential}`. */
const CREDENTIAL_HEADERS = new Set(["authorization", "proxy-authorization", "x-ms-copy-source-authorization"]);
const SECRET_PARAMETERS = new Set([
  "access_token",
  "assertion",
  "client_assertion",
  "client_secret",
  "code",
  "id_token",
  "refresh_token",
  "sig",
  "subscription-key",
]);

const JWT = /\b(ey[\w-]+\.ey[\w-]+)\.[\w-]*/g;
/** A parameter in an address, wherever the address stands. */
const PARAMETER = /([?&#;])([^=&#?;\s"'<>]+)=([^&#\s"'<>]*)/g;

/**
 * A header's value as it may be shown: a token without its signature, so that its claims can be read and nobody can use it, and
 * no keys, passwords or cookies. `own` names what is secret here besides the usual.
 */
export function redactHeader(name: string, value: string, own: readonly SecretNames[] = []): string {
  const plain = name.toLowerCase();
  if (own.some(({ header }) => header.toLowerCase() === plain)) return REMOVED;
  if (CREDENTIAL_HEADERS.has(plain)) return redactCredential(value);
  if (SECRET_HEADERS.has(plain) || SECRET_NAME.test(plain)) return REMOVED;
  return redactUrl(value, own);
}

/** An address as it may be shown: parameters that are secrets have lost their values, and tokens their signatures. */
export function redactUrl(url: string, own: readonly SecretNames[] = []): string {
  return withoutSignatures(url).replace(PARAMETER, (whole, mark: string, name: string) =>
    isSecretParameter(name, own) ? `${mark}${name}=${REMOVED}` : whole,
  );
}

function redactCredential(value: string): string {
  const [, scheme = "", credential = ""] = /^\s*(\S+)\s+(.*)$/s.exec(value) ?? [];
  const readable = withoutSignatures(credential);
  if (scheme === "") return withoutSignatures(value) === value ? REMOVED : withoutSignatures(value);
  return `${scheme} ${/^ey[\w-]+\.ey[\w-]+\.\[removed\]$/.test(readable) ? readable : REMOVED}`;
}

function withoutSignatures(text: string): string {
  return text.replace(JWT, `$1.${REMOVED}`);
}

function isSecretParameter(name: string, own: readonly SecretNames[]): boolean {
  let plain = name;
  try {
    plain = decodeURIComponent(name);
  } catch {
    // A malformed escape: the name is looked at as it stands.
  }
  plain = plain.toLowerCase();
  return (
    SECRET_PARAMETERS.has(plain) || SECRET_NAME.test(plain) || own.some(({ query }) => query.toLowerCase() === plain)
  );
}
