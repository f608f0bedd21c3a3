import type { Directory } from "../../directory/directory.ts";
import type { ServicePrincipal } from "../../directory/service-principal.ts";
import { applicationNotFound, missingParameter, notAnApplicationId } from "../../entra-errors.ts";
import type { ClientCredentials } from "./read-client-credentials.ts";

const NIL_GUID = "00000000-0000-0000-0000-000000000000";

/** The client must have a service principal in the tenant; a registration alone doesn't do. Throws `EntraError`. */
export function checkClient(directory: Directory, { clientId }: ClientCredentials): ServicePrincipal {
  if (clientId === undefined || clientId === "") throw missingParameter("client_id");
  if (clientId === NIL_GUID) throw notAnApplicationId(clientId);
  const client = directory.servicePrincipals.findByAppId(clientId);
  if (client === undefined) throw applicationNotFound(clientId, directory.displayName);
  return client;
}
