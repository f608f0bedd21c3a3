/** The claims of a token whose signature was checked, in the token's order. */
export type Claims = Readonly<Record<string, unknown>>;

/** A claim that is text; undefined if it isn't there or is something else. */
export function textClaim(claims: Claims, name: string): string | undefined {
  const value = claims[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A claim that is one text or a list of them. */
export function listClaim(claims: Claims, name: string): readonly string[] {
  const value = claims[name];
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** True if `wanted` is in `allowed`; ids are compared ignoring case. */
export function isListed(allowed: readonly string[], wanted: string | undefined): boolean {
  return wanted !== undefined && allowed.some((id) => id.toLowerCase() === wanted.toLowerCase());
}
