import { GatewayError } from "../pipeline/gateway-error.ts";
import type { HeaderList } from "../pipeline/header-list.ts";
import type { KeyHolder, RoutedApi, Snapshot } from "./snapshot.ts";

/** In whose name a request runs. */
export interface Authorization {
  readonly holder: KeyHolder | undefined;
  /** Resource id in lower case of the product in whose context the request runs. */
  readonly productId: string | undefined;
}

const ANONYMOUS: Authorization = { holder: undefined, productId: undefined };

/**
 * Checks the subscription key ("Subscriptions in Azure API Management": how API Management handles requests with and without
 * keys). The query parameter counts only without the header. A key that doesn't fit is refused even where none is needed, and
 * so are two keys: the backend may go by the other one.
 * Throws `GatewayError`. `suffixUrl` gives the API's own URL, for the challenge.
 */
export function authorize(
  snapshot: Snapshot,
  api: RoutedApi,
  headers: HeaderList,
  queryString: string,
  suffixUrl: () => string,
): Authorization {
  const { header, query } = api.view.subscriptionKeyParameterNames;
  const keys = headers.get(header) ?? keysInQuery(queryString, query);
  const [key = ""] = keys;
  if (key === "" && keys.length < 2) {
    if (api.openProduct !== undefined) return { holder: undefined, productId: api.openProduct.id };
    if (!api.subscriptionRequired) return ANONYMOUS;
    throw refusal(
      "SubscriptionKeyNotFound",
      "Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.",
      suffixUrl(),
      header,
    );
  }
  const holder = keys.length > 1 ? undefined : snapshot.keys.get(key);
  const productId = holder === undefined ? undefined : productOf(holder, api);
  if (holder === undefined || (productId === undefined && !api.openingScopes.has(holder.scope))) {
    throw refusal(
      "SubscriptionKeyInvalid",
      "Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.",
      suffixUrl(),
      header,
    );
  }
  return { holder, productId };
}

const NO_KEYS: readonly string[] = [];

function keysInQuery(queryString: string, name: string): readonly string[] {
  // The name may be spelled with escapes; most queries have neither.
  if (!queryString.includes(name) && !queryString.includes("%")) return NO_KEYS;
  return new URLSearchParams(queryString).getAll(name);
}

function productOf(holder: KeyHolder, api: RoutedApi): string | undefined {
  return api.products.has(holder.scope) ? holder.scope : undefined;
}

/** The challenge is that of a recorded answer: `AzureApiManagementKey realm="…",name="…",type="header"`. */
function refusal(reason: string, message: string, suffixUrl: string, header: string): GatewayError {
  const challenge = `AzureApiManagementKey realm="${suffixUrl}",name="${header}",type="header"`;
  return new GatewayError(
    reason,
    message,
    { status: 401, message, headers: [["WWW-Authenticate", challenge]] },
    "authorization",
  );
}
