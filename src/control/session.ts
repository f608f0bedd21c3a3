import { randomBytes, timingSafeEqual } from "node:crypto";

/** What a browser gets with the portal's page, and shows with each of the page's requests. */
export interface Session {
  /** Value of a `Set-Cookie` header. Only the page's own requests carry the cookie, and no script reads it. */
  cookie(): string;
  /** Finds the session in the cookies of a request. */
  find(cookies: Readonly<Record<string, string>>): "valid" | "ended" | "none";
}

/** The session of one process: it ends with it. Cookies don't tell ports apart, so the port is in the name. */
export function createSession(port: () => number): Session {
  const secret = randomBytes(32).toString("base64url");
  const expected = Buffer.from(secret);
  const name = (): string => `gatehouse-session-${port()}`;
  return {
    cookie: () => `${name()}=${secret}; Path=/gatehouse; HttpOnly; SameSite=Strict`,
    find(cookies) {
      const given = cookies[name()];
      if (given === undefined) return "none";
      const bytes = Buffer.from(given);
      return bytes.length === expected.length && timingSafeEqual(bytes, expected) ? "valid" : "ended";
    },
  };
}
