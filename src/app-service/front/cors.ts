import type { IncomingMessage } from "node:http";
import { z } from "zod";
import type { Site } from "../sites/site.ts";

/** `siteConfig.cors`, compiled. */
export interface CorsPolicy {
  readonly allowedOrigins: readonly string[];
  readonly credentials: "supported" | "not supported";
}

/** What a cross-origin request gets. */
export type CorsVerdict =
  /** The browser asks whether it may: the app doesn't see this. */
  | {
      readonly kind: "preflight";
      readonly status: 200 | 400;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  /**
   * It goes on, and the answer gets these headers; none if its origin isn't allowed, so that the browser withholds the
   * answer.
   */
  | { readonly kind: "request"; readonly headers: Readonly<Record<string, string>> };

const schema = z.looseObject({
  allowedOrigins: z.array(z.string()).nullish(),
  supportCredentials: z.boolean().nullish(),
});

/**
 * The site's CORS settings; undefined if it has none, in which case the app may answer for itself ("Host a RESTful API
 * with CORS").
 */
export function compileCors(site: Site): CorsPolicy | undefined {
  const { data } = schema.safeParse(site.properties.siteConfig.cors);
  const allowedOrigins = data?.allowedOrigins ?? [];
  if (allowedOrigins.length === 0) return undefined;
  return { allowedOrigins, credentials: data?.supportCredentials === true ? "supported" : "not supported" };
}

/**
 * Judges a request; undefined if it is none of CORS's business. The platform answers preflights before authentication.
 */
export function judgeCors({ method, headers }: IncomingMessage, policy: CorsPolicy): CorsVerdict | undefined {
  const { origin } = headers;
  if (origin === undefined) return undefined;
  const allowed = allowOrigin(origin, policy);
  const requestedMethod = headers["access-control-request-method"];
  if (method !== "OPTIONS" || requestedMethod === undefined) return { kind: "request", headers: allowed ?? {} };
  if (allowed === undefined) {
    return { kind: "preflight", status: 400, headers: {}, body: `The origin '${origin}' is not allowed.` };
  }
  const requestedHeaders = headers["access-control-request-headers"];
  return {
    kind: "preflight",
    status: 200,
    headers: {
      ...allowed,
      "Access-Control-Allow-Methods": requestedMethod,
      ...(requestedHeaders === undefined ? {} : { "Access-Control-Allow-Headers": requestedHeaders }),
    },
    body: "",
  };
}

/** `*` allows every origin, but never with credentials: browsers take no such answer. */
function allowOrigin(
  origin: string,
  { allowedOrigins, credentials }: CorsPolicy,
): Readonly<Record<string, string>> | undefined {
  if (allowedOrigins.includes("*")) return { "Access-Control-Allow-Origin": "*" };
  const isListed = allowedOrigins.some((allowed) => allowed.toLowerCase() === origin.toLowerCase());
  if (!isListed) return undefined;
  return {
    "Access-Control-Allow-Origin": origin,
    Vary: "Origin",
    ...(credentials === "supported" ? { "Access-Control-Allow-Credentials": "true" } : {}),
  };
}
