import type { IncomingHttpHeaders } from "node:http";
import type { EasyAuthAnswer } from "./answer.ts";
import { principalHeaders } from "./client-principal.ts";
import type { EasyAuthConfiguration } from "./configuration.ts";
import { isExcludedPath } from "./excluded-paths.ts";
import { answerOwnEndpoint } from "./own-endpoints.ts";
import { refuse } from "./refuse.ts";
import { createPassedTokenCache, type PassedToken } from "./token-cache.ts";
import { TokenRefused } from "./token-refused.ts";
import { answerUnauthenticated } from "./unauthenticated.ts";
import { type TokenValidation, validateToken } from "./validate-token.ts";

/** A request as the module reads it. */
export interface EasyAuthRequest {
  readonly method: string;
  /** With dot segments resolved. */
  readonly url: URL;
  readonly scheme: "http" | "https";
  readonly headers: IncomingHttpHeaders;
}

/** What becomes of a request. */
export type EasyAuthVerdict =
  | { readonly kind: "answered"; readonly answer: EasyAuthAnswer; readonly refusal?: EasyAuthRefusal }
  /** It goes to the app with these headers added; none for an anonymous one. */
  | { readonly kind: "passed"; readonly headers: readonly (readonly [name: string, value: string])[] };

/** Why the module let nobody through; the caller isn't told. */
export interface EasyAuthRefusal {
  /** A `TokenRefusedCode`, or `NO_CREDENTIAL`. */
  readonly code: string;
  readonly message: string;
}

/** App Service Authentication in front of one site. */
export interface EasyAuth {
  /** Never throws for what the caller sent: a bad credential is an answer. */
  judge(request: EasyAuthRequest): Promise<EasyAuthVerdict>;
}

export interface EasyAuthContext extends TokenValidation {
  /** Hears in plain words why a credential was refused. */
  readonly explain: (message: string) => void;
}

/** The module for one compiled configuration ("Authentication and authorization in Azure App Service"). */
export function createEasyAuth(configuration: EasyAuthConfiguration, context: EasyAuthContext): EasyAuth {
  const { clock, explain } = context;
  const cache = createPassedTokenCache(clock);
  const answered = (answer: EasyAuthAnswer, refusal?: EasyAuthRefusal): EasyAuthVerdict => ({
    kind: "answered",
    answer,
    ...(refusal === undefined ? {} : { refusal }),
  });
  const noCredential: EasyAuthRefusal = {
    code: "NO_CREDENTIAL",
    message: `The request has no bearer token, and the site takes none without one (${configuration.unauthenticatedAction}).`,
  };

  async function pass(token: string): Promise<PassedToken> {
    const known = cache.get(token);
    if (known !== undefined) return known;
    if (configuration.provider === undefined) {
      throw new TokenRefused("NO_PROVIDER", 401, "No identity provider is registered, so no token can be accepted.");
    }
    const { claims, expiresAt } = await validateToken(token, configuration.provider, context);
    const passed = { headers: principalHeaders(claims, token, configuration), expiresAt };
    cache.put(token, passed);
    return passed;
  }

  return {
    async judge(request) {
      const { method, url, scheme, headers } = request;
      if (scheme === "http" && configuration.https === "required") {
        return answered({
          status: 302,
          headers: { Location: `https://${url.hostname}${url.pathname}${url.search}` },
          body: "",
        });
      }
      const own = { method, path: decodePath(url.pathname), query: url.searchParams, headers };
      const ownAnswer = answerOwnEndpoint(own, configuration, clock);
      if (ownAnswer !== undefined) return answered(ownAnswer);

      const isOpen = isExcludedPath(url.pathname, configuration.excludedPaths);
      try {
        const token = credential(headers);
        if (token === undefined) {
          const target = `${url.pathname}${url.search}`;
          const refusal = isOpen ? undefined : answerUnauthenticated({ method, target, headers }, configuration, clock);
          return refusal === undefined ? { kind: "passed", headers: [] } : answered(refusal, noCredential);
        }
        const { headers: principal } = await pass(token);
        return { kind: "passed", headers: principal };
      } catch (error) {
        if (!(error instanceof TokenRefused)) throw error;
        // An excluded path is open to everybody, so also to the bearer of a token that isn't good for this site.
        if (isOpen) return { kind: "passed", headers: [] };
        explain(
          `App Service Authentication refused ${method} ${url.pathname} with ${error.status}: ${error.code}: ${error.message}`,
        );
        return answered(refuse(error.status, configuration), { code: error.code, message: error.message });
      }
    },
  };
}

/**
 * The token that the request presents; undefined if none. Basic and other schemes are the app's own business. Throws
 * `TokenRefused`.
 */
function credential(headers: IncomingHttpHeaders): string | undefined {
  const bearer = /^bearer(?:\s+(.*))?$/i.exec(headers.authorization?.trim() ?? "");
  if (bearer !== null) return bearer[1]?.trim() ?? "";
  if (headers["x-zumo-auth"] !== undefined) {
    throw new TokenRefused(
      "SESSION",
      401,
      "X-ZUMO-AUTH holds no session of this site: Gatehouse keeps no App Service sign-in sessions.",
    );
  }
  return undefined;
}

/** As the app may come to read it: escapes undone, repeated slashes as one. */
function decodePath(path: string): string {
  let decoded = path;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    // A malformed escape is nobody's endpoint; the path is compared as it stands.
  }
  return decoded.replaceAll(/[\\/]+/g, "/");
}
