import type { TokenCredential } from "@azure/identity";
import { type Client, Client as GraphClient } from "@microsoft/microsoft-graph-client";

/** A client of Microsoft Graph that signs its calls with this credential. */
export function graphClient(credential: TokenCredential): Client {
  return GraphClient.initWithMiddleware({
    authProvider: {
      async getAccessToken() {
        const token = await credential.getToken("https://graph.microsoft.com/.default");
        return token?.token ?? "";
      },
    },
  });
}
