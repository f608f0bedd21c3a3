import type { Directory } from "../directory/directory.ts";
import { instanceNotKnown, malformedRequest, missingParameter } from "../entra-errors.ts";
import { findAuthority } from "./authority.ts";

interface Cloud {
  readonly preferred_network: string;
  readonly preferred_cache: string;
  readonly aliases: readonly string[];
}

function cloud(network: string, cache: string, aliases: readonly string[]): Cloud {
  return { preferred_network: network, preferred_cache: cache, aliases };
}

/** Microsoft's clouds and the hosts of each, as in recorded answers. */
const CLOUDS: readonly Cloud[] = [
  cloud("login.microsoftonline.com", "login.windows.net", [
    "login.microsoftonline.com",
    "login.windows.net",
    "login.microsoft.com",
    "sts.windows.net",
  ]),
  cloud("login.partner.microsoftonline.cn", "login.partner.microsoftonline.cn", [
    "login.partner.microsoftonline.cn",
    "login.chinacloudapi.cn",
  ]),
  cloud("login.microsoftonline.de", "login.microsoftonline.de", ["login.microsoftonline.de"]),
  cloud("login.microsoftonline.us", "login.microsoftonline.us", [
    "login.microsoftonline.us",
    "login.usgovcloudapi.net",
  ]),
  cloud("login-us.microsoftonline.com", "login-us.microsoftonline.com", ["login-us.microsoftonline.com"]),
];

/** Tells a client library which cloud an authority belongs to, and by which names. Throws `EntraError`. */
export function instanceDiscovery(directory: Directory, query: URLSearchParams) {
  const authorization = query.get("authorization_endpoint");
  if (authorization === null || authorization === "") throw missingParameter("authorization_endpoint");
  if (!URL.canParse(authorization)) throw malformedRequest();
  const { hostname, pathname } = new URL(authorization);
  if (!CLOUDS.some(({ aliases }) => aliases.includes(hostname))) throw instanceNotKnown(hostname);
  const { segment } = findAuthority(directory, pathname.split("/")[1] ?? "");
  return {
    tenant_discovery_endpoint: `https://login.microsoftonline.com/${segment}/v2.0/.well-known/openid-configuration`,
    "api-version": "1.1",
    metadata: CLOUDS,
  };
}
