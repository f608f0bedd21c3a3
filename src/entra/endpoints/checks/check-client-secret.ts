import type { Clock } from "../../../platform/index.ts";
import { matchClientSecret } from "../../directory/client-secret.ts";
import type { Directory } from "../../directory/directory.ts";
import type { ServicePrincipal } from "../../directory/service-principal.ts";
import {
  assertionKeyNotFound,
  credentialMissing,
  secretEmpty,
  secretExpired,
  secretInvalid,
} from "../../entra-errors.ts";
import type { ClientCredentials } from "./read-client-credentials.ts";

/** The client must present one of its secrets that is valid now. Throws `EntraError`. */
export function checkClientSecret(
  { directory, clock }: { readonly directory: Directory; readonly clock: Clock },
  client: ServicePrincipal,
  { clientSecret, clientAssertion }: ClientCredentials,
): void {
  if (clientAssertion !== undefined) throw assertionKeyNotFound(client.appId);
  if (clientSecret === undefined) throw credentialMissing();
  if (clientSecret === "") throw secretEmpty();
  const registered = directory.applications.findByAppId(client.appId)?.passwordCredentials ?? [];
  const match = matchClientSecret([...registered, ...client.passwordCredentials], clientSecret, clock.now());
  if (match === "expired") throw secretExpired(client.appId);
  if (match === "none") throw secretInvalid(client.appId);
}
