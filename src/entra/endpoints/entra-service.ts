import { Hono } from "hono";
import { fetchService, type Service } from "../../platform/index.ts";
import { EntraError } from "../entra-error.ts";
import { issuerV2 } from "../tokens/issuers.ts";
import { toPublishedKey } from "../tokens/json-web-key.ts";
import { type Authority, findAuthority } from "./authority.ts";
import { discoveryV1 } from "./discovery-v1.ts";
import { discoveryV2 } from "./discovery-v2.ts";
import type { EndpointContext } from "./endpoint-context.ts";
import { toErrorBody } from "./error-response.ts";
import { instanceDiscovery } from "./instance-discovery.ts";
import { createRequestIds } from "./request-ids.ts";
import { discoveryHeaders } from "./response-headers.ts";
import { answerTokenRequest, type EndpointVersion } from "./token-endpoint.ts";

/** Entra's hosts, all of one cloud ("instance discovery" gives them as aliases of each other). */
const HOSTS = ["login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"];
/** A token request is small; Entra refuses a large one. */
const MAX_BODY_BYTES = 256 * 1024;

/** Entra ID's endpoints: tokens by client credentials, discovery of both versions, keys, instance discovery. */
export function entraService(context: EndpointContext): Service {
  const { directory, signingKey } = context;
  const app = new Hono({ strict: false });

  for (const [path, version] of [
    ["/:tenant/oauth2/token", 1],
    ["/:tenant/oauth2/v2.0/token", 2],
  ] as const satisfies readonly (readonly [string, EndpointVersion])[]) {
    app.post(path, ({ req }) => answerTokenRequest(context, version, req.param("tenant"), req.raw));
    app.all(path, ({ req }) => onlyPost(req.method));
  }

  app.get("/common/discovery/instance", ({ req }) =>
    discover(context, req.raw, (query) => instanceDiscovery(directory, query)),
  );
  const ofAuthority = (path: string, build: (authority: Authority, appId: string | null) => object) =>
    app.get(path, ({ req }) =>
      discover(context, req.raw, (query) =>
        build(findAuthority(directory, req.param("tenant") ?? ""), query.get("appid")),
      ),
    );
  ofAuthority("/:tenant/.well-known/openid-configuration", discoveryV1);
  ofAuthority("/:tenant/v2.0/.well-known/openid-configuration", discoveryV2);
  ofAuthority("/:tenant/discovery/keys", () => ({ keys: [toPublishedKey(signingKey, undefined)] }));
  ofAuthority("/:tenant/discovery/v2.0/keys", ({ issuerTenant }) => ({
    keys: [toPublishedKey(signingKey, issuerV2(issuerTenant))],
  }));

  app.notFound(() => new Response(null, { status: 404 }));
  app.onError((error) => {
    throw error;
  });
  return fetchService({
    name: "Entra ID",
    hosts: HOSTS,
    maxBodyBytes: MAX_BODY_BYTES,
    log: context.log,
    fetch: (request) => app.fetch(request),
  });
}

function discover(context: EndpointContext, request: Request, build: (query: URLSearchParams) => object): Response {
  const ids = createRequestIds(request);
  const headers = discoveryHeaders(request, ids);
  const url = new URL(request.url);
  try {
    return Response.json(build(url.searchParams), { headers });
  } catch (error) {
    if (!(error instanceof EntraError)) throw error;
    return Response.json(toErrorBody(error, ids, context.clock, url.hostname), { status: error.status, headers });
  }
}

/** AADSTS900561 is a page, not JSON: whoever gets it is a browser. */
function onlyPost(method: string): Response {
  const text = `AADSTS900561: The endpoint only accepts POST, OPTIONS requests. Received a ${method} request.`;
  return new Response(
    `<!DOCTYPE html><html><head><title>Sign in to your account</title></head><body>${text}</body></html>`,
    {
      status: 400,
      headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store, no-cache" },
    },
  );
}
