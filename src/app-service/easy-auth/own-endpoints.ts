import type { IncomingHttpHeaders } from "node:http";
import type { Clock } from "../../platform/index.ts";
import type { EasyAuthAnswer } from "./answer.ts";
import type { EasyAuthConfiguration } from "./configuration.ts";
import { redirectToLogin } from "./redirect-to-login.ts";
import { refuse } from "./refuse.ts";

/** Endpoints that exist in Azure and need a browser's session, which Gatehouse doesn't keep. */
const NEED_SESSION = new Set(["login/aad/callback", "login/done", "logout", "logout/complete", "me", "refresh"]);

/**
 * Answers what lies under the module's prefix; undefined if the path doesn't. `path` is decoded, without a query. The
 * app never sees one of these paths.
 */
export function answerOwnEndpoint(
  request: {
    readonly method: string;
    readonly path: string;
    readonly query: URLSearchParams;
    readonly headers: IncomingHttpHeaders;
  },
  configuration: EasyAuthConfiguration,
  clock: Clock,
): EasyAuthAnswer | undefined {
  const prefix = configuration.apiPrefix.toLowerCase();
  const path = request.path.toLowerCase();
  if (path !== prefix && !path.startsWith(`${prefix}/`)) return undefined;
  const endpoint = path.slice(prefix.length).replace(/^\/+|\/+$/g, "");
  const { provider } = configuration;

  if (endpoint === "login/aad" && request.method === "GET" && provider !== undefined) {
    return redirectToLogin(provider, configuration, afterLogin(request.query, configuration), clock);
  }
  const isTokenPost = endpoint === "login/aad" && request.method === "POST" && provider !== undefined;
  if (isTokenPost || NEED_SESSION.has(endpoint)) {
    return {
      status: 501,
      headers: { "Content-Type": "text/plain; charset=utf-8" },
      body:
        `Gatehouse doesn't do ${request.method} ${configuration.apiPrefix}/${endpoint}: it keeps no App Service sign-in sessions. ` +
        `Call the app with "Authorization: Bearer" and a token for the application ${provider?.clientId ?? "of the site"}.`,
    };
  }
  return refuse(404, configuration);
}

/** Where to go after the sign-in: only a place on this very site, so that a link can't send people elsewhere. */
function afterLogin(query: URLSearchParams, { hostName }: EasyAuthConfiguration): string {
  const asked = query.get("post_login_redirect_uri") ?? query.get("post_login_redirect_url") ?? "/";
  const base = `https://${hostName}`;
  if (!URL.canParse(asked, base)) return "/";
  const url = new URL(asked, base);
  return url.origin === base ? `${url.pathname}${url.search}${url.hash}` : "/";
}
