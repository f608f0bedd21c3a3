import type { HttpRequest, HttpResponseInit, InvocationContext } from "@azure/functions";
import { ManagedIdentityCredential, type TokenCredential } from "@azure/identity";
import { accessTokenFor, IDENTITY_RETRY } from "./access-token.ts";
import { callApi } from "./call-api.ts";
import { readSettings } from "./settings.ts";

let credential: TokenCredential | undefined;

/**
 * Proves what it may do, with a token made for the API's own app registration.
 *
 * The registration requires an assignment, so Entra ID gives a token only to identities that have one of its app roles, and
 * writes the role into the token. API Management (`validate-jwt`) checks the audience and the role, and needs no list of
 * identities. The untrusted app has no role: it gets no token at all, and calls without one.
 *
 * @returns API Management's answer.
 * @throws SettingsError when an app setting is missing.
 */
export async function group(_request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> {
  const { ApimUrl, ApimKey, ClientId, TargetAppUri } = readSettings(["ApimUrl", "ApimKey", "ClientId", "TargetAppUri"]);
  // The managed identity and nothing else; `simple` shows the credential that also works on a developer's machine.
  credential ??= new ManagedIdentityCredential({ clientId: ClientId, retryOptions: IDENTITY_RETRY });
  const accessToken = await accessTokenFor(credential, `${TargetAppUri}/.default`, context);
  return await callApi({ url: `${ApimUrl}/trusted-group/test`, subscriptionKey: ApimKey, accessToken }, context);
}
