import { EntraError } from "./entra-error.ts";

// Texts and error names: "Microsoft Entra authentication and authorization error codes", and answers of live tenants.

/** The form lacks a parameter. */
export function missingParameter(name: string): EntraError {
  return new EntraError("invalid_request", 900144, `The request body must contain the following parameter: '${name}'.`);
}

/** The request isn't a form, or contradicts itself. */
export function malformedRequest(): EntraError {
  return new EntraError("invalid_request", 9002313, "Invalid request. Request is malformed or invalid.");
}

/** The v2 endpoint was sent `resource`. */
export function resourceParameterNotSupported(): EntraError {
  return new EntraError("invalid_request", 901002, "The 'resource' request parameter is not supported.");
}

/** The tenant isn't this one. */
export function tenantNotFound(tenant: string): EntraError {
  return new EntraError("invalid_request", 90002, tenantNotFoundText(tenant));
}

/** What discovery says of a tenant that isn't there: another error name than at the token endpoint. */
export function tenantNotDiscovered(tenant: string): EntraError {
  return new EntraError("invalid_tenant", 90002, tenantNotFoundText(tenant));
}

function tenantNotFoundText(tenant: string): string {
  return (
    `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. ` +
    "Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant."
  );
}

/** What stands for the tenant is neither an id nor a domain. */
export function tenantNotValid(tenant: string): EntraError {
  return new EntraError(
    "invalid_request",
    900023,
    `Specified tenant identifier '${tenant}' is neither a valid DNS name, nor a valid external domain.`,
  );
}

/** An application asked at `organizations`, which says nothing about its tenant. */
export function noTenantInformation(): EntraError {
  return new EntraError(
    "invalid_request",
    50059,
    "No tenant-identifying information found in either the request or implied by any provided credentials.",
  );
}

/** An application asked at `common` or `consumers`. */
export function grantNotSupportedByTenant(): EntraError {
  return new EntraError(
    "invalid_request",
    9001023,
    "The grant type is not supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.",
  );
}

/** The grant is not client credentials. */
export function unsupportedGrantType(grantType: string): EntraError {
  return new EntraError("unsupported_grant_type", 70003, `The app requested an unsupported grant type '${grantType}'.`);
}

/** The client has no service principal in the tenant. */
export function applicationNotFound(clientId: string, tenant: string): EntraError {
  return new EntraError(
    "unauthorized_client",
    700016,
    `Application with identifier '${clientId}' was not found in the directory '${tenant}'. This can happen if the application ` +
      "has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent " +
      "your authentication request to the wrong tenant.",
  );
}

/** The client id is the nil GUID. */
export function notAnApplicationId(clientId: string): EntraError {
  return new EntraError("unauthorized_client", 700038, `${clientId} is not a valid application identifier.`);
}

/** The client's service principal is disabled. */
export function applicationDisabled(appId: string, name: string): EntraError {
  return new EntraError("unauthorized_client", 7000112, `Application '${appId}'(${name}) is disabled.`);
}

/** The client proves nothing. */
export function credentialMissing(): EntraError {
  return new EntraError(
    "invalid_client",
    7000216,
    "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
  );
}

/** The client sent a secret without text. */
export function secretEmpty(): EntraError {
  return new EntraError(
    "invalid_client",
    7000218,
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  );
}

/** The secret is none of the client's. */
export function secretInvalid(appId: string): EntraError {
  return new EntraError(
    "invalid_client",
    7000215,
    "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client " +
      `secret ID, for a secret added to app '${appId}'.`,
  );
}

/** The secret was right until it expired. */
export function secretExpired(appId: string): EntraError {
  return new EntraError(
    "invalid_client",
    7000222,
    `The provided client secret keys for app '${appId}' are expired. Visit the Azure portal to create new keys for your app: ` +
      "https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.",
  );
}

/** No key of the application made the assertion. Always so: Gatehouse's directory takes no key credentials. */
export function assertionKeyNotFound(appId: string): EntraError {
  return new EntraError(
    "invalid_client",
    700027,
    "Client assertion contains an invalid signature. [Reason - The key was not found., Please visit the Azure Portal, Graph " +
      `Explorer or directly use MS Graph to see configured keys for app Id '${appId}'. Review the documentation at ` +
      "https://docs.microsoft.com/en-us/graph/deployments to determine the corresponding service endpoint and " +
      "https://docs.microsoft.com/en-us/graph/api/application-get?view=graph-rest-1.0&tabs=http to build a query request URL, " +
      `such as 'https://graph.microsoft.com/beta/applications/${appId}'].`,
  );
}

/** The scope isn't one resource's `/.default`. */
export function scopeNotDefault(scope: string): EntraError {
  return new EntraError(
    "invalid_scope",
    1002012,
    `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed ` +
      "to the resource identifier (application ID URI).",
  );
}

/** What stands before `/.default` is neither a URI nor a GUID. */
export function scopeNotValid(scope: string): EntraError {
  return new EntraError(
    "invalid_scope",
    70011,
    "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not " +
      `valid. The scope ${scope} is not valid.`,
  );
}

/** No service principal of the tenant has that name. */
export function resourceNotFound(resource: string, tenant: string): EntraError {
  return new EntraError(
    "invalid_resource",
    500011,
    `The resource principal named ${resource} was not found in the tenant named ${tenant}. This can happen if the application ` +
      "has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent " +
      "your authentication request to the wrong tenant.",
  );
}

/** The resource's service principal is disabled. */
export function resourceDisabled(resource: string): EntraError {
  return new EntraError(
    "invalid_resource",
    500014,
    `The service principal for resource '${resource}' is disabled. This indicate that a subscription within the tenant has ` +
      "lapsed, or that the administrator for this tenant has disabled the application, preventing tokens from being issued for it.",
  );
}

interface NamedApplication {
  readonly appId: string;
  readonly displayName: string;
}

/** The resource requires an assignment, and the client has none of its own. */
export function notAssigned(client: NamedApplication, resource: NamedApplication): EntraError {
  return new EntraError(
    "invalid_grant",
    501051,
    `Application '${client.appId}'(${client.displayName}) is not assigned to a role for the application ` +
      `'${resource.appId}'(${resource.displayName}).`,
  );
}

/** A person isn't assigned to an application that requires it ("Error AADSTS50105"). */
export function userNotAssigned(user: { readonly userPrincipalName: string }, resource: NamedApplication): EntraError {
  return new EntraError(
    "invalid_grant",
    50105,
    `Your administrator has configured the application ${resource.displayName} ('${resource.appId}') to block users unless they are ` +
      `specifically granted ('assigned') access to the application. The signed-in user '${user.userPrincipalName}' is blocked ` +
      `because they are not a direct member of a group with access, nor had access directly assigned by an administrator. ` +
      `Please contact your administrator to assign access to this application.`,
  );
}

/** No person of that name or id. */
export function userNotFound(user: string, domain: string): EntraError {
  return new EntraError("invalid_grant", 50034, `The user account ${user} does not exist in the ${domain} directory.`);
}

/** The person's account is switched off. */
export function userDisabled(): EntraError {
  return new EntraError("invalid_grant", 50057, "The user account is disabled.");
}

/** The host of an authority is none of Microsoft's. */
export function instanceNotKnown(host: string): EntraError {
  return new EntraError("invalid_instance", 50049, `Unknown or invalid instance: '${host}'.`);
}
