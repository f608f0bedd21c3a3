import { createHash, randomBytes, randomInt, randomUUID, timingSafeEqual } from "node:crypto";
import type { Clock } from "../../platform/index.ts";
import type { AddedPassword, PasswordCredential, PasswordRequest } from "./credential.ts";
import { DirectoryError, objectNotFound } from "./directory-error.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~-";
const SHORTEST_CHOSEN_SECRET = 16;
const DEFAULT_YEARS = 2;

/** How a presented secret compares with an application's. */
export type SecretMatch = "valid" | "expired" | "none";

/**
 * Makes a client secret. Made-up secrets carry over 200 random bits, so a salted SHA-256 keeps them as safe as a slow hash
 * would; a chosen one must be long for the same reason. Throws `DirectoryError` for dates or a text that can't be.
 */
export function createClientSecret(clock: Clock, request: PasswordRequest): AddedPassword {
  const secretText = request.secretText ?? randomSecret();
  if (secretText.length < SHORTEST_CHOSEN_SECRET) {
    throw new DirectoryError(
      "INVALID_VALUE",
      `The secret has ${secretText.length} characters; expected at least ${SHORTEST_CHOSEN_SECRET}.`,
    );
  }
  const start = parseDate(request.startDateTime, "startDateTime") ?? new Date(clock.now());
  const end = parseDate(request.endDateTime, "endDateTime") ?? yearsAfter(start, DEFAULT_YEARS);
  if (end <= start) throw new DirectoryError("INVALID_VALUE", "Key credential end date is invalid.");
  const salt = randomBytes(16).toString("base64url");
  const credential: PasswordCredential = {
    keyId: randomUUID(),
    displayName: request.displayName ?? null,
    hint: secretText.slice(0, 3),
    startDateTime: start.toISOString(),
    endDateTime: end.toISOString(),
    salt,
    hash: digest(salt, secretText).toString("base64url"),
  };
  return { credential, secretText };
}

/** Compares a presented secret with every kept one, in a time that doesn't depend on which fits. */
export function matchClientSecret(
  credentials: readonly PasswordCredential[],
  presented: string,
  nowMs: number,
): SecretMatch {
  let match: SecretMatch = "none";
  for (const { salt, hash, startDateTime, endDateTime } of credentials) {
    if (!timingSafeEqual(digest(salt, presented), Buffer.from(hash, "base64url"))) continue;
    if (nowMs < Date.parse(startDateTime)) continue;
    if (nowMs < Date.parse(endDateTime)) match = "valid";
    else if (match === "none") match = "expired";
  }
  return match;
}

/** `credentials` without the one with `keyId`. Throws `DirectoryError` when there is none. */
export function withoutPassword(
  credentials: readonly PasswordCredential[],
  keyId: string,
): readonly PasswordCredential[] {
  const rest = credentials.filter((credential) => credential.keyId !== keyId.toLowerCase());
  if (rest.length === credentials.length) throw objectNotFound(keyId);
  return rest;
}

/** 40 characters with `8Q~` after the third, the form that secret scanners know Entra's secrets by. */
function randomSecret(): string {
  const characters = (count: number) =>
    Array.from({ length: count }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return `${characters(3)}8Q~${characters(34)}`;
}

function digest(salt: string, secret: string): Buffer {
  return createHash("sha256").update(salt).update("\n").update(secret).digest();
}

function parseDate(text: string | undefined, property: string): Date | undefined {
  if (text === undefined) return undefined;
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) {
    throw new DirectoryError(
      "INVALID_VALUE",
      `Invalid value specified for property '${property}' of resource 'PasswordCredential'.`,
    );
  }
  return date;
}

function yearsAfter(start: Date, years: number): Date {
  const end = new Date(start);
  end.setUTCFullYear(end.getUTCFullYear() + years);
  return end;
}
