/** The payload of a token. */
export type TokenClaims = Readonly<Record<string, unknown>>;

/** The values of a claim as texts: one for a single value, one for each of an array. Objects are their JSON. */
export function claimValues(claims: TokenClaims, name: string): readonly string[] {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value.map(asText) : [asText(value)];
}

function asText(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
