import type { EasyAuthAnswer } from "./answer.ts";
import type { EasyAuthConfiguration } from "./configuration.ts";

const NO_PERMISSION = "You do not have permission to view this directory or page.";

/** The module's 401, 403 or 404: on Windows with its one sentence, on Linux empty (as seen in answers of both). */
export function refuse(status: 401 | 403 | 404, configuration: EasyAuthConfiguration): EasyAuthAnswer {
  const isWindows = configuration.platform === "windows";
  const body = isWindows && status !== 404 ? NO_PERMISSION : "";
  const isChallenged = status === 401 && configuration.challenge === "sent";
  return {
    status,
    headers: {
      ...(isChallenged ? { "WWW-Authenticate": challenge(configuration) } : {}),
      ...(isWindows ? {} : { Server: "Kestrel" }),
      ...(body === "" ? {} : { "Content-Type": "text/html" }),
    },
    body,
  };
}

/** `Bearer` and its parts with spaces between them, not commas: so App Service writes it. */
function challenge({ hostName, provider }: EasyAuthConfiguration): string {
  if (provider === undefined) return `Bearer realm="${hostName}"`;
  const uri = authorizationUri(provider.issuer);
  return `Bearer realm="${hostName}" authorization_uri="${uri}" resource_id="${provider.clientId}"`;
}

/** Every form was seen; which issuer gives which is not documented, so this is the plainest reading. */
function authorizationUri(issuer: string): string {
  const path = URL.canParse(issuer) ? new URL(issuer).pathname.split("/").filter(Boolean) : [];
  const [tenant = "common", version] = path;
  return `https://login.windows.net/${tenant}/oauth2/${version === "v2.0" ? "v2.0/" : ""}authorize`;
}
