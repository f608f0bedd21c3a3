import type { HttpRequest, HttpResponseInit, InvocationContext } from "@azure/functions";
import { DefaultAzureCredential, type TokenCredential } from "@azure/identity";
import { accessTokenFor, IDENTITY_RETRY } from "./access-token.ts";
import { callApi } from "./call-api.ts";
import { readSettings } from "./settings.ts";

let credential: TokenCredential | undefined;

/**
 * Proves who it is with any token of its managed identity.
 *
 * The token is made for Azure Resource Manager, which gives one to every identity of the tenant. API Management looks at
 * which identity got it (`client-application-ids` of the `validate-azure-ad-token` policy), so no app registration is needed.
 *
 * @returns API Management's answer.
 * @throws SettingsError when an app setting is missing.
 */
export async function simple(_request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> {
  const { ApimUrl, ApimKey, ClientId } = readSettings(["ApimUrl", "ApimKey", "ClientId"]);
  // An app can have several user-assigned identities, so the client id says which. One credential for all invocations: it
  // keeps the token. DefaultAzureCredential would also take the developer's own sign-in; see AZURE_TOKEN_CREDENTIALS in the
  // app's settings.
  credential ??= new DefaultAzureCredential({ managedIdentityClientId: ClientId, retryOptions: IDENTITY_RETRY });
  const accessToken = await accessTokenFor(credential, "https://management.azure.com/.default", context);
  return await callApi({ url: `${ApimUrl}/trusted-simple/test`, subscriptionKey: ApimKey, accessToken }, context);
}
