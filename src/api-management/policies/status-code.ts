/** A final status: after one below 200, an interim one, the caller would go on waiting (RFC 9110, 15.2). */
export const MIN_STATUS = 200;
export const MAX_STATUS = 999;

/** True for what the gateway can answer with; a text must be three digits. */
export function isStatus(code: number | string): boolean {
  if (typeof code === "string") return /^\d{3}$/.test(code) && isStatus(Number(code));
  return Number.isInteger(code) && code >= MIN_STATUS && code <= MAX_STATUS;
}
