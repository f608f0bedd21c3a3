import type { HttpRequest, HttpResponseInit, InvocationContext } from "@azure/functions";
import { ClientPrincipalError, readClientPrincipal } from "./client-principal.ts";

/**
 * Greets a caller that has an app role, and says which.
 *
 * App Service Authentication checks a token's signature, issuer, audience and lifetime, but no roles: that is the app's work.
 * `request.user` would be the short way to the caller, but the library throws there for a caller that is no person, since
 * App Service then sends no `X-MS-CLIENT-PRINCIPAL-NAME`. So this reads the header itself.
 *
 * @returns 200 with the greeting; 401 without a readable caller; 403 for a caller without a role.
 * @throws Error when App Service Authentication is off. Anybody could then write the header, so nobody is believed; the
 *   Functions host logs the message and answers 500 with an empty body.
 */
export async function test(request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> {
  if (process.env.WEBSITE_AUTH_ENABLED?.toLowerCase() !== "true") {
    throw new Error(
      "App Service Authentication is off (WEBSITE_AUTH_ENABLED is not True), so nobody vouches for the caller. Turn it on: " +
        "auth_settings_v2 of azurerm_windows_function_app.",
    );
  }
  try {
    const { roles } = readClientPrincipal(request.headers.get("x-ms-client-principal"));
    if (roles.length === 0) {
      context.warn(
        "Refused: the caller's token has no roles claim. Its identity needs an app role of this app's registration.",
      );
      return {
        status: 403,
        jsonBody: { message: "The caller has not been assigned to an app role of this application." },
      };
    }
    const message =
      "Hello from the Private Function! " +
      `The APIM Managed Identity has been assigned to the role: ${roles.join(", ")}`;
    return { status: 200, jsonBody: { message, dateOfMessage: new Date().toISOString() } };
  } catch (error) {
    if (!(error instanceof ClientPrincipalError)) throw error;
    context.warn(`Refused: ${error.message}`);
    return { status: 401, jsonBody: { message: "The caller is not authenticated." } };
  }
}
