import type { IncomingHttpHeaders } from "node:http";
import type { Clock } from "../../platform/index.ts";
import type { EasyAuthAnswer } from "./answer.ts";
import type { EasyAuthConfiguration } from "./configuration.ts";
import { redirectToLogin } from "./redirect-to-login.ts";
import { refuse } from "./refuse.ts";

/** What a request without a credential gets; undefined: it goes on to the app, anonymous. */
export function answerUnauthenticated(
  request: { readonly method: string; readonly target: string; readonly headers: IncomingHttpHeaders },
  configuration: EasyAuthConfiguration,
  clock: Clock,
): EasyAuthAnswer | undefined {
  const { unauthenticatedAction, provider } = configuration;
  switch (unauthenticatedAction) {
    case "AllowAnonymous":
      return undefined;
    case "Return403":
      return refuse(403, configuration);
    case "Return404":
      return refuse(404, configuration);
    case "Return401":
      return refuse(401, configuration);
    case "RedirectToLoginPage":
      return provider !== undefined && isBrowser(request)
        ? redirectToLogin(provider, configuration, request.target, clock)
        : refuse(401, configuration);
  }
}

/**
 * Only a browser's page load is sent to the sign-in page. Seen: curl and user agents of other words get 401,
 * "Mozilla/5.0 …" the redirect; `X-Requested-With: XMLHttpRequest` marks a script, which couldn't follow it.
 */
function isBrowser({ method, headers }: { readonly method: string; readonly headers: IncomingHttpHeaders }): boolean {
  if (method !== "GET" && method !== "HEAD") return false;
  if (headers["x-requested-with"]?.toString().toLowerCase() === "xmlhttprequest") return false;
  return /mozilla|opera/i.test(headers["user-agent"] ?? "");
}
