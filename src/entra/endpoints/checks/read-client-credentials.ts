import { malformedRequest } from "../../entra-errors.ts";

/** Who the client says it is, and how it proves it. */
export interface ClientCredentials {
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  readonly clientAssertion: string | undefined;
}

/** Reads the client's credentials from the form, or from HTTP Basic when the form has none. Throws `EntraError`. */
export function readClientCredentials(
  form: ReadonlyMap<string, string>,
  authorization: string | null,
): ClientCredentials {
  const clientAssertion = form.get("client_assertion");
  const fromForm = { clientId: form.get("client_id"), clientSecret: form.get("client_secret"), clientAssertion };
  if (authorization === null || !/^basic /i.test(authorization)) return fromForm;
  const basic = readBasic(authorization.slice("basic ".length).trim());
  if (fromForm.clientId !== undefined && fromForm.clientId !== basic.clientId) throw malformedRequest();
  return { ...basic, clientSecret: fromForm.clientSecret ?? basic.clientSecret, clientAssertion };
}

/** Both halves are form-encoded before they are joined ("RFC 6749", 2.3.1). */
function readBasic(encoded: string): { readonly clientId: string; readonly clientSecret: string } {
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon === -1) throw malformedRequest();
  try {
    return { clientId: formDecode(text.slice(0, colon)), clientSecret: formDecode(text.slice(colon + 1)) };
  } catch {
    throw malformedRequest();
  }
}

function formDecode(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}
