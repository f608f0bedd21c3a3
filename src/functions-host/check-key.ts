import { timingSafeEqual } from "node:crypto";
import type { AuthLevel, FunctionAppKeys } from "./protocol.ts";

/** A call of one function, as far as keys matter. */
export interface KeyCheck {
  readonly authLevel: AuthLevel;
  readonly functionName: string;
  /** From the header `x-functions-key`, or else the query parameter `code`; undefined when there is neither. */
  readonly key: string | undefined;
  readonly keys: FunctionAppKeys;
}

/** What a key is worth, and whether that is enough. */
export interface KeyVerdict {
  readonly verdict: "allowed" | "refused";
  /** `admin` is the master key; `system` a key of an extension; `anonymous` stands for no key or a wrong one. */
  readonly level: "anonymous" | "function" | "system" | "admin";
}

/**
 * Decides whether a key opens a function.
 *
 * The master key opens every function. Otherwise the level has to be the very one that the function asks for, so a system key
 * opens none (Functions host: AuthUtility). The search goes master, system, host, function (SecretManager).
 */
export function checkKey({ authLevel, functionName, key, keys }: KeyCheck): KeyVerdict {
  const level = levelOf(key, functionName, keys);
  const allowed = authLevel === "anonymous" || level === "admin" || level === authLevel;
  return { verdict: allowed ? "allowed" : "refused", level };
}

function levelOf(key: string | undefined, functionName: string, keys: FunctionAppKeys): KeyVerdict["level"] {
  if (key === undefined || key === "") return "anonymous";
  const given = Buffer.from(key);
  if (keys.masterKey !== undefined && isSame(given, keys.masterKey)) return "admin";
  if (hasKey(given, keys.systemKeys)) return "system";
  if (hasKey(given, keys.functionKeys)) return "function";
  const wanted = functionName.toLowerCase();
  for (const [name, own] of Object.entries(keys.functions)) {
    if (name.toLowerCase() === wanted && hasKey(given, own)) return "function";
  }
  return "anonymous";
}

function hasKey(given: Buffer, keys: Readonly<Record<string, string>>): boolean {
  return Object.values(keys).some((value) => isSame(given, value));
}

function isSame(given: Buffer, expected: string): boolean {
  const bytes = Buffer.from(expected);
  return bytes.length > 0 && bytes.length === given.length && timingSafeEqual(bytes, given);
}
