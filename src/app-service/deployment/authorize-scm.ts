import { timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { TokenRejected, type TokenService } from "../../entra/index.ts";
import type { AccessControl } from "../../resource-manager/index.ts";
import type { Site } from "../sites/site.ts";

/** Audiences of a Resource Manager token, which az and func send here too. */
const AUDIENCES = [
  "https://management.azure.com/",
  "https://management.azure.com",
  "https://management.core.windows.net/",
  "https://management.core.windows.net",
];

/** What a caller of the deployment service needs on the site. */
const OPERATION = "Microsoft.Web/sites/publish/action";

/** Whether a caller may use a site's deployment service; the reason of a refusal is for the log. */
export type ScmAccess =
  | { readonly kind: "allowed"; readonly caller: string }
  | { readonly kind: "refused"; readonly status: 401 | 403; readonly reason: string };

export interface ScmAuthorization {
  readonly tokens: Pick<TokenService, "verify">;
  readonly accessControl: Pick<AccessControl, "isAllowed">;
}

/**
 * Takes the site's publishing user with its password, while the `scm` policy allows that, or a token for Resource
 * Manager of somebody with the role for it ("Configure continuous deployment: authentication types").
 */
export async function authorizeScm(
  site: Site,
  headers: IncomingHttpHeaders,
  { tokens, accessControl }: ScmAuthorization,
): Promise<ScmAccess> {
  const [scheme = "", credential = ""] = headers.authorization?.trim().split(/\s+/, 2) ?? [];
  switch (scheme.toLowerCase()) {
    case "basic":
      return authorizeBasic(site, credential);
    case "bearer":
      break;
    default:
      return { kind: "refused", status: 401, reason: "the request has no credential" };
  }
  try {
    const { objectId, clientId } = await tokens.verify(credential, { audiences: AUDIENCES });
    if (accessControl.isAllowed(objectId, OPERATION, site.resource.id, "control"))
      return { kind: "allowed", caller: clientId };
    return {
      kind: "refused",
      status: 403,
      reason: `the client ${clientId} (object id ${objectId}) has no role with '${OPERATION}' on the site`,
    };
  } catch (error) {
    if (!(error instanceof TokenRejected)) throw error;
    return { kind: "refused", status: 401, reason: `its token is refused: ${error.message}` };
  }
}

function authorizeBasic(site: Site, credential: string): ScmAccess {
  if (!site.state.basicPublishing.scm) {
    return {
      kind: "refused",
      status: 401,
      reason: "it uses a password, and basicPublishingCredentialsPolicies/scm doesn't allow passwords",
    };
  }
  const text = Buffer.from(credential, "base64").toString("utf8");
  const at = text.indexOf(":");
  const user = text.slice(0, at).toLowerCase();
  const name = site.resource.name.toLowerCase();
  // `$site`, or `site\$site` as FTP clients write it.
  const isUser = user === `$${name}` || user === `${name}\\$${name}`;
  if (at !== -1 && isUser && isSame(text.slice(at + 1), site.state.publishingPassword))
    return { kind: "allowed", caller: `$${name}` };
  return { kind: "refused", status: 401, reason: "its user or password is not the site's publishing credential" };
}

function isSame(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
