import { z } from "zod";
import { createAccessTokens } from "./access-tokens.ts";
import type { AzureClients, AzureResponse, Credentials, SendRequest } from "./azure-clients.ts";
import { AzureRequestError } from "./azure-request-error.ts";
import { followOperation } from "./follow-operation.ts";
import { sendWithRetries } from "./send-with-retries.ts";

const ARM = "https://management.azure.com";
const GRAPH = "https://graph.microsoft.com";
const KEY_VAULT_VERSION = "7.4";
const VAULT_URL = /^https:\/\/[a-z0-9-]{3,24}\.vault\.azure\.net\//i;

const claimsSchema = z.object({ oid: z.string() });

/**
 * Azure's services over HTTP. Tokens are fetched by client credentials and kept; long-running operations are waited for; a
 * busy service is asked again.
 */
export function createAzureClients(request: SendRequest, credentials: Credentials): AzureClients {
  const tokens = createAccessTokens(request, credentials);

  async function authorized(scope: string, method: string, url: string, body?: unknown): Promise<AzureResponse> {
    const send = async (): Promise<AzureResponse> =>
      sendWithRetries(request, {
        ...{ method, url },
        headers: {
          authorization: `Bearer ${await tokens.get(scope)}`,
          accept: "application/json",
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
    try {
      return await send();
    } catch (error) {
      // A token that was kept may have been revoked or the service restarted with other keys.
      if (!(error instanceof AzureRequestError) || error.status !== 401 || !tokens.forget(scope)) throw error;
      return send();
    }
  }

  const arm = (method: string, url: string, body?: unknown): Promise<AzureResponse> =>
    authorized(`${ARM}/.default`, method, url, body);
  return {
    credentials,
    async objectId() {
      const [, payload = ""] = (await tokens.get(`${ARM}/.default`)).split(".");
      return claimsSchema.parse(JSON.parse(Buffer.from(payload, "base64url").toString("utf8"))).oid;
    },
    async arm(method, path, apiVersion, body) {
      const url = `${ARM}${path}${path.includes("?") ? "&" : "?"}api-version=${apiVersion}`;
      return followOperation(await arm(method, url, body), { method, url, get: (next) => arm("GET", next) });
    },
    graph: (method, path, body) => authorized(`${GRAPH}/.default`, method, `${GRAPH}/v1.0${path}`, body),
    async keyVault(method, url, body) {
      // A vault's name comes from a resource id: nobody else may be sent the token.
      if (!VAULT_URL.test(url)) throw new TypeError(`${url} is no address in a key vault.`);
      return authorized("https://vault.azure.net/.default", method, `${url}?api-version=${KEY_VAULT_VERSION}`, body);
    },
    raw: (method, url, headers, body) => sendWithRetries(request, { method, url, headers, body }),
  };
}
