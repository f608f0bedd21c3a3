import { randomBytes } from "node:crypto";
import type { Clock } from "../../platform/index.ts";
import type { EasyAuthAnswer } from "./answer.ts";
import type { EasyAuthConfiguration, EntraProvider } from "./configuration.ts";

/**
 * 302 to Entra ID's sign-in page, straight from the protected address, as App Service answers a browser. `target` is
 * the path and query to come back to; it travels in `state`.
 */
export function redirectToLogin(
  provider: EntraProvider,
  configuration: EasyAuthConfiguration,
  target: string,
  clock: Clock,
): EasyAuthAnswer {
  const { hostName, apiPrefix } = configuration;
  const nonce = `${randomBytes(16).toString("hex")}_${compactTime(clock.now())}`;
  const parameters = new URLSearchParams({
    response_type: provider.hasClientSecret ? "code id_token" : "id_token",
    redirect_uri: `https://${hostName}${apiPrefix}/login/aad/callback`,
    client_id: provider.clientId,
    scope: "openid profile email",
    response_mode: "form_post",
    nonce,
    state: `redir=${encodeURIComponent(target)}`,
  });
  for (const pair of provider.loginParameters) {
    const at = pair.indexOf("=");
    if (at > 0) parameters.set(pair.slice(0, at), pair.slice(at + 1));
  }
  return {
    status: 302,
    headers: {
      Location: `${authorizeUrl(provider.issuer)}?${parameters}`,
      "Set-Cookie": `Nonce=${randomBytes(48).toString("base64")}; path=/; secure; HttpOnly`,
    },
    body: "",
  };
}

function authorizeUrl(issuer: string): string {
  const [tenant = "common", version] = URL.canParse(issuer) ? new URL(issuer).pathname.split("/").filter(Boolean) : [];
  return version === "v2.0"
    ? `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/authorize`
    : `https://login.windows.net/${tenant}/oauth2/authorize`;
}

/** `yyyyMMddHHmmss`. */
function compactTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replaceAll(/[-:T]|\..*$/g, "");
}
